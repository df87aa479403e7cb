# Follows every link of a site and prints what is not there, with a page that
# leads to it:
#
#     scrapy runspider --nolog spider.py -a url=http://127.0.0.1:8080/
import scrapy


class Spider(scrapy.Spider):
    name = "bench"
    custom_settings = {
        "CONCURRENT_REQUESTS": 16,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "HTTPERROR_ALLOW_ALL": True,
        "ROBOTSTXT_OBEY": False,
    }

    def start_requests(self):
        yield scrapy.Request(self.url)

    def parse(self, response):
        if response.status >= 400:
            referer = response.request.headers.get("Referer", b"").decode()
            print(response.url, referer, flush=True)
            return
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href)
