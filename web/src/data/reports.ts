// The report of a week or a month as a file: made by the server, shared or saved by the person.

import { Problem, request } from "../api/client";
import type { Day } from "../lib/days";
import { locale, t } from "../texts";
import { user } from "./session";

export type Period = "week" | "month";
export type Form = "pdf" | "csv";
const TYPES: Record<Form, string> = { pdf: "application/pdf", csv: "text/csv" };

/** Asks for the report of the week or the month that holds a day. Raises a Problem. */
export async function readReport(period: Period, form: Form, day: Day): Promise<File> {
  const language = locale.value.split("-")[0];
  const path = `reports/${user.value?._id}/${period}.${form}?date=${day}&lang=${language}`;
  const reply = await request("GET", path, {});
  if (reply.status === 404) throw new Problem(404, { detail: t("review.noReports") });
  const isFile = reply.headers.get("Content-Type")?.startsWith(TYPES[form]);
  if (!reply.ok || !isFile) throw new Problem(reply.status);
  const name = `nutritrack-${period}-${day}.${form}`;
  return new File([await reply.blob()], name, { type: TYPES[form] });
}

/** Hands a file to other apps where the browser can; else it is saved on this device. */
export async function shareFile(file: File): Promise<"shared" | "saved" | "cancelled"> {
  const share = { files: [file], title: file.name };
  if (navigator.canShare?.(share)) {
    try {
      await navigator.share(share);
      return "shared";
    } catch (problem) {
      if ((problem as Error).name === "AbortError") return "cancelled";
      // Sharing may not be allowed any more so long after the press: then it is saved.
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return "saved";
}
