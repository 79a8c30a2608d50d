extension Styles {
  /// The door, forms of settings, and whoever is signed in.
  static let accounts = #"""
    .door, .ask { display: grid; gap: var(--g4); justify-items: start; padding: var(--g3) 0; }
    /* before the door there is nowhere to go: no menu, and the form alone */
    .app:has(.door) {
      display: grid; grid-template-columns: minmax(0, 28rem); place-content: start center;
      padding: 12vh var(--g4) var(--g6);
    }
    .app:has(.door) .nav { display: block; position: static; height: auto; padding: 0 0 var(--g4); background: none; }
    .app:has(.door) .brand { padding: 0; font-size: var(--t-xl); }
    .app:has(.door) main { min-height: 0; padding: var(--g5); border: 1px solid var(--rule); border-radius: var(--r2); }
    .app:has(.door) :is(.nav-open, .when) { display: none; }
    .door { padding: var(--g4) 0 0; }
    .door > *, .ask > .field, .ask > details, .ask > fieldset { width: 100%; }
    .door .btn, .ask .btn { width: auto; }
    .ask .kind > div { display: grid; gap: var(--g3); }
    .ask + .ask { border-top: 1px solid var(--rule); }
    .ticks { border: 0; padding: 0; margin: 0; min-width: 0; }
    .ticks legend { padding: 0; color: var(--ink-2); font-size: var(--t-s); }
    .ticks .tick { margin-right: var(--g4); }
    .secret { margin: var(--g2) 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: var(--t-m); }
    .tabs {
      display: flex; flex-wrap: wrap; gap: var(--g1) var(--g5); padding-top: var(--g3);
      border-bottom: 1px solid var(--rule); font-size: var(--t-s);
    }
    .tabs a {
      display: inline-flex; align-items: center; min-height: 2.25rem; color: var(--ink-2); text-decoration: none;
      border-bottom: 2px solid transparent;
    }
    .tabs a:hover { color: var(--ink); }
    .tabs a[aria-current] { color: var(--ink); font-weight: 650; border-color: var(--ink); }
    .me { padding: var(--g4) var(--g4) 0 var(--g5); overflow-wrap: anywhere; }
    .me .link { margin: 0; }
    .me small { display: block; color: var(--ink-2); font-size: var(--t-xs); }
    """#
}
