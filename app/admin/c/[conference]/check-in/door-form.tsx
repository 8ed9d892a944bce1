import type { ReactNode } from "react";

/** Where a door stands, and what whoever stands there may do. */
export type DoorSetting = {
  /** This page's address. */
  base: string;
  door: string;
  timeZone: string;
  mayTakePayment: boolean;
  mayLetInUnpaid: boolean;
};

type DoorFormProps = {
  setting: DoorSetting;
  to: "scan" | "let-in" | "pay" | "undo";
  values?: Record<string, string>;
  className?: string;
  children: ReactNode;
};

/** A form of the door: `DoorDesk` sends it where scripts run, the browser does where none do. */
export function DoorForm({ setting, to, values = {}, className, children }: DoorFormProps) {
  return (
    <form action={`${setting.base}/${to}`} method="post" data-door className={className}>
      {Object.entries({ ...values, door: setting.door }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
