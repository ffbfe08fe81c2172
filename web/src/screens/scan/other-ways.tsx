// Without a camera: the digits below the bars, or a photo of them.

import { useRef, useState } from "preact/hooks";
import { barcodeOf } from "../../data/barcodes";
import { t } from "../../texts";
import { Icon } from "../../ui/icons";
import { TextField } from "../add/fields";
import { readPhoto } from "./decode";

export function OtherWays({ found }: { found: (code: string) => void }) {
  const [digits, setDigits] = useState("");
  const [wrong, setWrong] = useState("");
  const [said, setSaid] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = barcodeOf(digits);
    if (code) return found(code);
    setWrong(t("add.noBarcode"));
    form.current?.querySelector("input")?.focus();
  };
  const read = async (input: HTMLInputElement) => {
    const photo = input.files?.[0];
    if (!photo) return;
    setSaid(t("scan.readingPhoto"));
    try {
      const code = await readPhoto(photo);
      if (code) return found(code);
      setSaid(t("scan.notInPhoto"));
    } catch (problem) {
      const isImage = (problem as Error).name !== "InvalidStateError";
      setSaid(isImage ? t("scan.noReader") : t("scan.noPicture"));
    }
    input.value = ""; // the same photo may be picked again
  };
  return (
    <>
      <form class="scan-digits" ref={form} noValidate onSubmit={submit}>
        <TextField
          name="digits"
          label={t("scan.digits")}
          value={digits}
          maxLength={20}
          digits
          wrong={wrong}
          write={(text) => {
            setDigits(text);
            setWrong("");
          }}
        />
        <button type="submit" class="primary">
          {t("scan.lookUp")}
        </button>
      </form>
      <div>
        <button type="button" class="scan-photo" onClick={() => file.current?.click()}>
          <Icon name="image" />
          {t("scan.photo")}
        </button>
        <input
          ref={file}
          type="file"
          accept="image/*"
          hidden
          aria-label={t("scan.photo")}
          onChange={(event) => read(event.currentTarget)}
        />
        <p class="small muted" role="status">
          {said}
        </p>
      </div>
    </>
  );
}
