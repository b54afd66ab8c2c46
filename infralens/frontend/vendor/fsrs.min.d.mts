// The part of ts-fsrs 5.4.2 that the drills use, for the type check; no browser loads this.

export interface Card {
  due: Date;
  stability: number;
  difficulty: number;
  elapsed_days: number;
  scheduled_days: number;
  learning_steps: number;
  reps: number;
  lapses: number;
  state: number;
  last_review?: Date;
}

export interface CardInput extends Omit<Card, "due" | "last_review"> {
  due: Date | number | string;
  last_review?: Date | number | string | null;
}

export interface FSRS {
  next(card: CardInput, now: Date, grade: 1 | 2 | 3 | 4): { card: Card };
}

export function fsrs(parameters?: { enable_fuzz?: boolean }): FSRS;
export function createEmptyCard(now?: Date): Card;
