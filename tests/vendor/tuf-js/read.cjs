// Reads one target of a repository on disk with the unmodified tuf-js client, and prints it.
//   NODE_PATH=modules node read.cjs REPOSITORY CACHE ROOT TARGET INSTANT
// REPOSITORY holds metadata/ and targets/; ROOT is the pinned root; INSTANT is what the clock shows.
const { cpSync, existsSync, mkdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const [repository, cache, root, target, instant] = process.argv.slice(2);
const shown = new Date(instant).getTime();
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [shown]));
  }
  static now() {
    return shown;
  }
};

const { BaseFetcher, Updater } = require("tuf-js");
const { DownloadHTTPError } = require("tuf-js/dist/error");
const { Readable } = require("node:stream");

class FromDisk extends BaseFetcher {
  async fetch(address) {
    const path = decodeURIComponent(new URL(address).pathname);
    if (!existsSync(path)) throw new DownloadHTTPError("not there", 404);
    return Readable.from([readFileSync(path)]);
  }
}

async function read() {
  for (const folder of ["metadata", "targets"]) mkdirSync(join(cache, folder), { recursive: true });
  const trusted = join(cache, "metadata", "root.json");
  if (!existsSync(trusted)) cpSync(root, trusted);
  const updater = new Updater({
    metadataDir: join(cache, "metadata"),
    metadataBaseUrl: `file://${join(repository, "metadata")}`,
    targetDir: join(cache, "targets"),
    targetBaseUrl: `file://${join(repository, "targets")}`,
    fetcher: new FromDisk(),
  });
  await updater.refresh();
  const found = await updater.getTargetInfo(target);
  if (!found) throw new Error(`there is no ${target}`);
  process.stdout.write(readFileSync(await updater.downloadTarget(found)));
}

read().catch((fault) => {
  process.stderr.write(`${fault.constructor.name}: ${fault.message}\n`);
  process.exit(1);
});
