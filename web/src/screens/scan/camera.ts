// The camera: asked for, shown, and let go of as soon as nobody looks.

import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

export type CameraState = "starting" | "on" | "denied" | "absent" | "busy" | "insecure";
/** Switches the light; undefined where there is none. */
export type Torch = ((on: boolean) => Promise<void>) | undefined;

const WANTED: MediaStreamConstraints = {
  video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
  audio: false,
};

export function useCamera(video: RefObject<HTMLVideoElement | null>) {
  const [state, setState] = useState<CameraState>("starting");
  const [torch, setTorch] = useState<{ light: Torch }>({ light: undefined });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let stream: MediaStream | undefined;
    let turn = 0; // which try this is: an answer to an earlier one is let go
    const stop = () => {
      turn += 1;
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = undefined;
      setTorch({ light: undefined });
    };
    const start = async () => {
      stop();
      const mine = turn;
      setState("starting");
      try {
        if (!navigator.mediaDevices) return setState("insecure"); // plain http
        const opened = await navigator.mediaDevices.getUserMedia(WANTED);
        stream = opened;
        if (mine !== turn || !video.current) return stop();
        video.current.srcObject = opened;
        await video.current.play();
        setState("on");
        setTorch({ light: torchOf(opened) });
      } catch (problem) {
        if (mine === turn) setState(troubleOf(problem));
      }
    };
    const look = () => (document.hidden ? stop() : void start());
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      stop();
    };
  }, [tries]);
  return { state, torch: torch.light, again: () => setTries(tries + 1) };
}

function troubleOf(problem: unknown): CameraState {
  const { name } = problem as Error;
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "absent" : "busy";
}

function torchOf(stream: MediaStream): Torch {
  const [track] = stream.getVideoTracks();
  const can = track?.getCapabilities?.() as { torch?: boolean } | undefined;
  if (!track || !can?.torch) return undefined;
  return (on) => track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
}
