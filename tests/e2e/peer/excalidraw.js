// Excalidraw on a page of its own, to be measured beside our board. Bundled by the bench; no part of the product.

import { Excalidraw, restoreElements } from "@excalidraw/excalidraw";
import "@excalidraw/excalidraw/index.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

Object.assign(window, { restore: (elements) => restoreElements(elements, null) });
createRoot(document.getElementById("peer")).render(
  createElement(Excalidraw, { excalidrawAPI: (peer) => Object.assign(window, { peer }) }),
);
