// Follows every link of a site and prints what is not there, with a page that
// leads to it:
//
//	NODE_PATH=bin/peers/node_modules node crawlee.cjs http://127.0.0.1:8080/
const { CheerioCrawler, Configuration, EnqueueStrategy, log, LogLevel } = require("crawlee");

log.setLevel(LogLevel.OFF);

const crawler = new CheerioCrawler(
  {
    minConcurrency: 16,
    maxConcurrency: 16,
    maxRequestRetries: 0,
    ignoreHttpErrorStatusCodes: [404],
    additionalMimeTypes: ["text/plain"],
    async requestHandler({ request, response, enqueueLinks }) {
      if (response.statusCode >= 400) {
        console.log(request.url, request.userData.from);
        return;
      }
      await enqueueLinks({ strategy: EnqueueStrategy.SameHostname, userData: { from: request.url } });
    },
  },
  new Configuration({ persistStorage: false, availableMemoryRatio: 0.9 }),
);

crawler.run([process.argv[2]]).then(() => process.exit(0));
