import type { RegionTables } from "../../routing/lead/read-region.ts";
import table from "./region-names.json" with { type: "json" };

/** The regions of all countries that have some, for whoever reads, checks or writes policies. */
export const allRegions: RegionTables = table;
