/** A drawn thing that stands on the ground: its origin is where its middle touches the ground, y grows downwards. */
export interface Item {
  readonly markup: string;
  /** Half the width of what touches the ground, in drawing units. */
  readonly footing: number;
  /** How far the contact runs to the back, as a share of `footing`: 0.3 for round things (the default), less for thin ones. */
  readonly depth?: number;
  /** Where the middle of the whole lies beside the footing: a handle on one side moves it. */
  readonly middle?: number;
  /** Half the widest width and the full height, for composing and shadows. */
  readonly halfWidth: number;
  readonly height: number;
}

/** A drawn thing that lies flat and is seen from above: its origin is its middle. */
export interface FlatItem {
  readonly markup: string;
  /** The silhouette as shapes, without fill, for its shadow. */
  readonly outline: string;
  readonly halfWidth: number;
  readonly halfHeight: number;
}
