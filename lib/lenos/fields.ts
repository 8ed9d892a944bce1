import type { ListName } from "@/lib/lenos/resources";

const COMMON = ["State", "ChangeSequence", "utcCreatedDate", "utcModifiedDate"];

/** Fields of a row on the wire, as the contract lists them; answers that staff send to the app come as `X_*` besides. */
export const FIELDS: Record<ListName, readonly string[]> = {
  Person: [
    ...[
      "PersonId",
      "RegistrationStatus",
      "ConfirmationNumber",
      "IndicoRegistrationId",
      "Prefix",
      "FirstName",
      "LastName",
    ],
    ...["Email", "Phone", "Company", "JobTitle", "City", "Country", "Language", "RegistrationType"],
    ...["RegistrationTypeName", "CheckedIn", "utcCheckedInDate", "PortalUrl", ...COMMON],
  ],
  Session: [
    ...["SessionId", "SessionCode", "Title", "Description", "SessionStatus", "utcStartDate", "utcEndDate", "StartDate"],
    ...["EndDate", "in_slot", "LocationId", "LocationName", "TagIds", "Capacity", "RegistrationMode"],
    ...["RegistrationState", "utcRegistrationOpens", "utcRegistrationCloses", "WaitingListCapacity", "Price"],
    ...["Currency", "RegistrationTypes", ...COMMON],
  ],
  Registration: ["RegistrationId", "PersonId", "SessionId", "Status", "Source", "utcStatusDate", ...COMMON],
  Location: [
    ...["LocationId", "Name", "Building", "Floor", "Address", "Latitude", "Longitude", "RoomCapacity", "SortOrder"],
    ...["LocationStatus", ...COMMON],
  ],
  SessionTag: ["TagId", "Name", "Category", "Color", "SortOrder", "TagStatus", ...COMMON],
};
