// @ts-check
import { Excerpt } from "./elements/excerpt.mjs";
import { Lightbox } from "./elements/lightbox.mjs";
import { Quiz } from "./elements/quiz.mjs";

customElements.define("il-excerpt", Excerpt);
customElements.define("il-lightbox", Lightbox);
customElements.define("il-quiz", Quiz);
