// A swipe to the side goes to the day beside. There are buttons for the same.

const FAR = 70; // px

export function useSwipe(go: (by: number) => void) {
  let start: Touch | undefined;
  return {
    onTouchStart: (event: TouchEvent) => {
      start = event.touches.length === 1 ? event.touches[0] : undefined;
    },
    onTouchEnd: (event: TouchEvent) => {
      const end = event.changedTouches[0];
      if (!start || !end || (event.target as Element).closest("input, select, [role=slider]"))
        return;
      const across = end.clientX - start.clientX;
      const down = end.clientY - start.clientY;
      if (Math.abs(across) < FAR || Math.abs(down) > Math.abs(across) / 2) return;
      const forward = document.dir === "rtl" ? across > 0 : across < 0;
      go(forward ? 1 : -1);
    },
  };
}
