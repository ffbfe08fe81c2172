// Reads barcodes with zxing, from our own server.

import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm";
import { type Decode, firstOf } from "./decode";

const OPTIONS: ReaderOptions = {
  formats: ["EAN-13", "EAN-8", "UPC-A", "UPC-E"],
  maxNumberOfSymbols: 4,
};
const canvas = document.createElement("canvas");

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

export const decode: Decode = async (picture, most) => {
  const readings = await readBarcodes(pixels(picture, most), OPTIONS);
  return firstOf(readings.filter((each) => each.isValid).map((each) => each.text));
};

function pixels(picture: HTMLVideoElement | ImageBitmap, most: number): ImageData {
  const [width, height] =
    picture instanceof HTMLVideoElement
      ? [picture.videoWidth, picture.videoHeight]
      : [picture.width, picture.height];
  const part = Math.min(1, most / Math.max(width, height, 1));
  canvas.width = Math.max(1, Math.round(width * part));
  canvas.height = Math.max(1, Math.round(height * part));
  const context = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
