// The part of uPlot 1.6.32 that the plots use, for the type check; no browser loads this.

export type Points = (number | null)[];
export type Data = [number[], ...Points[]];

type Filter = (plot: uPlot, splits: number[]) => (number | null)[];

export interface Axis {
  stroke?: string;
  grid?: { stroke?: string; width?: number; filter?: Filter };
  ticks?: { stroke?: string; width?: number; filter?: Filter };
  filter?: Filter;
  splits?: (plot: uPlot) => number[];
  size?: number | ((plot: uPlot, labels: (string | null)[] | null) => number);
  space?: number;
  font?: string;
  values?: (plot: uPlot, splits: number[]) => (string | null)[];
}

export interface Options {
  width: number;
  height: number;
  legend?: { show: boolean };
  cursor?: { show: boolean };
  padding?: number[];
  scales?: Record<string, { time?: boolean; distr?: number; range?: [number, number] }>;
  axes?: Axis[];
  series?: { label?: string; stroke?: string; width?: number; pxAlign?: number; dash?: number[]; points?: { show: boolean } }[];
  hooks?: { draw?: ((plot: uPlot) => void)[] };
}

export default class uPlot {
  constructor(options: Options, data: Data, place: HTMLElement);
  ctx: CanvasRenderingContext2D;
  bbox: { left: number; top: number; width: number; height: number };
  valToPos(value: number, scale: string, canvas: boolean): number;
  setSize(size: { width: number; height: number }): void;
  destroy(): void;
}
