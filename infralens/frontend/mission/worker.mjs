// @ts-check
// Simulations away from the page's own thread. See simulate.mjs.
import { Jobs } from "./jobs.mjs";

const jobs = new Jobs((answer) => self.postMessage(answer));
self.addEventListener("message", ({ data }) => jobs.receive(data));
