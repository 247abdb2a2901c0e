// A mail server that others have written, with a mood for each kind of recipient. Says its port, and then every mail that
// it took, a line each.
const { SMTPServer } = require(process.env.HQ_TEST_SMTP_SERVER);

const met = new Set();
// Whether a recipient of this kind is here for the first time.
const first = (address, kind) => address.startsWith(kind) && !met.has(address) && met.add(address);
const refusal = (responseCode, words) => Object.assign(new Error(words), { responseCode });

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["AUTH", "STARTTLS"],
  onRcptTo({ address }, session, done) {
    if (address.startsWith("refused")) return done(refusal(550, "5.1.1 nobody here by that name"));
    if (first(address, "greylisted")) return done(refusal(451, "4.7.1 come again later"));
    done();
  },
  onData(stream, session, done) {
    const chunks = [];
    stream.on("data", (chunk) => chunks.push(chunk));
    stream.on("end", () => {
      const [{ address }] = session.envelope.rcptTo;
      if (first(address, "dropped")) {
        for (const connection of server.connections) {
          if (connection.session.id === session.id) connection._socket.destroy();
        }
        return;
      }
      const id = /^Message-ID: (.*)$/im.exec(Buffer.concat(chunks).toString())[1].trim();
      process.stdout.write(`${address} ${id}\n`);
      // Taken, and never said so.
      if (!first(address, "hanging")) done();
    });
  },
});
server.on("error", () => {});
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.server.address().port}\n`));
