// @ts-check
import { Contents } from "./elements/contents.mjs";
import { Excerpt } from "./elements/excerpt.mjs";
import { Lightbox } from "./elements/lightbox.mjs";
import { Quiz } from "./elements/quiz.mjs";
import { Shell } from "./elements/shell.mjs";

customElements.define("il-contents", Contents);
customElements.define("il-excerpt", Excerpt);
customElements.define("il-lightbox", Lightbox);
customElements.define("il-quiz", Quiz);
customElements.define("il-shell", Shell);
