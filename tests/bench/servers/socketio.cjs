// Socket.IO as its guide starts it: everyone joins one room, each line read is emitted to the room.
const { createServer } = require("http");
const { Server } = require("socket.io");

const http = createServer();
const io = new Server(http, { perMessageDeflate: false, transports: ["websocket"], serveClient: false });
io.on("connection", (socket) => socket.join("bench"));
http.listen(Number(process.argv[2]), "127.0.0.1", 4096);

require("readline")
  .createInterface({ input: process.stdin })
  .on("line", (line) => io.to("bench").emit("event", JSON.parse(line)))
  .on("close", () => process.exit(0));
