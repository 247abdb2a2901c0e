// What a page asks the network for, and what goes wrong on it.

/** Notes every request of a page: when it began (in seconds of the browser's clock) and its bytes on the wire. */
export function noteRequests(devtools) {
  const requests = new Map();
  devtools.on("Network.requestWillBeSent", ({ requestId, request, timestamp, type }) => {
    // What is written into the page itself is no request, and the icon is the browser's own wish.
    if (!request.url.startsWith("data:") && !request.url.endsWith("/favicon.ico")) {
      requests.set(requestId, { url: request.url, type, began: timestamp, bytes: 0, cached: false });
    }
  });
  devtools.on("Network.requestServedFromCache", ({ requestId }) => update(requests, requestId, { cached: true }));
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    update(requests, requestId, { status: response.status, cached: response.fromDiskCache === true });
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    update(requests, requestId, { bytes: encodedDataLength });
  });
  devtools.on("Network.loadingFailed", ({ requestId, errorText }) => {
    update(requests, requestId, { failure: errorText });
  });
  return requests;
}

/** Notes errors and warnings of the page's console. */
export function noteComplaints(page) {
  const complaints = [];
  page.on("console", (message) => {
    // Which request that was is told by `failures`.
    const ofRequest = message.text().startsWith("Failed to load resource");
    if (["error", "warn"].includes(message.type()) && !ofRequest) {
      complaints.push(message.text());
    }
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

/** Requests that failed or were refused, in words. */
export function failures(requests) {
  const failed = requests.filter(({ failure, status }) => failure !== undefined || status >= 400);
  return failed.map(({ url, failure, status }) => `${new URL(url).pathname} failed: ${failure ?? status}`);
}

function update(requests, id, values) {
  const request = requests.get(id);
  if (request !== undefined) {
    Object.assign(request, values);
  }
}
