import { listPlaces } from "./places";
import { forgetOldFiles, startPortal } from "./portal";

/** One portal for each real Indico, one after the other: the first builds the pages for all. */
export default async function startPortals(): Promise<() => Promise<void>> {
  forgetOldFiles();
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async () => {
    for (const stop of stops) await stop();
  };
  try {
    for (const place of listPlaces()) stops.push(await startPortal(place));
  } catch (error) {
    await stopAll();
    throw error;
  }
  return stopAll;
}
