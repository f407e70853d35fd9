// The worker of pdfjs-dist comes without types; it is only handed on.
declare module "pdfjs-dist/build/pdf.worker.mjs";
