import { has, t } from "../texts";

/** The server names nutrients in English alone, and may know of more than this client. */
export function nutrientName(id: string, otherwise: string = id): string {
  if (id === "calories") return t("energy.name");
  const key = [`macro.${id}`, `nutrient.${id}`].find(has);
  return key ? t(key) : otherwise;
}
