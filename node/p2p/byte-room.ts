/** A part of a room, which one user fills and gives back whole. */
export interface RoomShare {
  /** Takes so many bytes where there is room for them. @returns whether there was */
  take(bytes: number): boolean;
  /** Gives back all that was taken. */
  end(): void;
}

/** Bytes that several users share, first come, first served. */
export interface ByteRoom {
  open(): RoomShare;
}

/** Makes a room. @param mostBytes of all shares together */
export function createByteRoom(mostBytes: number): ByteRoom {
  let used = 0;
  return {
    open: () => {
      let taken = 0;
      return {
        take: (bytes) => {
          if (used + bytes > mostBytes) return false;
          used += bytes;
          taken += bytes;
          return true;
        },
        end: () => {
          used -= taken;
          taken = 0;
        },
      };
    },
  };
}
