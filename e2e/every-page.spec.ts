import { expect, test } from "@playwright/test";
import { findRoute, listPages, readExamined } from "./fixtures/examined-pages";

/** Runs after all others: each of them notes the pages that it examined. */
test("every page of the app tree was examined, in both themes", () => {
  const routes = listPages("app");
  const examined = new Set(readExamined().map((pathname) => findRoute(pathname, routes)));
  expect(routes.filter((route) => !examined.has(route))).toEqual([]);
});
