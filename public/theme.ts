// Puts `data-theme` on <html> before anything is shown, so that nothing flashes in the other colours: what was chosen in this
// browser, else what the system says. The one script that is no module: modules run after the first paint. The switch is
// app/src/ui/theme.rs.

{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const chosen = (): string | null => {
    try {
      return localStorage.getItem("chalkback-theme");
    } catch {
      // Storage can be forbidden.
      return null;
    }
  };

  const show = (): void => {
    const ofSystem = system.matches ? "dark" : "light";
    const theme = chosen();
    root.dataset["systemTheme"] = ofSystem;
    root.dataset["theme"] = theme === "dark" || theme === "light" ? theme : ofSystem;
  };

  show();
  system.addEventListener("change", show);
  // Another tab of this browser switched.
  addEventListener("storage", show);
}
