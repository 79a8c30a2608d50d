/// The one script. Every page works without it; it adds keys, closes menus, and shows how far uploads and syncs are.
enum Scripts {
  static let app = #"""
    (() => {
      "use strict";
      const go = { t: "/", n: "/numbers", c: "/conversations", m: "/team", b: "/sla", s: "/sources", v: "/views" };
      const keys = [
        ["?", "this list"], ["/", "to the filters"], ["g t", "Today"], ["g n", "Numbers"],
        ["g c", "Conversations"], ["g m", "Team"], ["g b", "SLA and backlog"], ["g s", "Sources"],
        ["g v", "Views and notes"], ["p", "the period"], ["e", "share"],
        ["Esc", "close what is open"],
      ];
      const make = (name, text, ...children) => {
        const element = document.createElement(name);
        if (text) element.textContent = text;
        element.append(...children);
        return element;
      };

      let dialog;
      const help = () => {
        if (!dialog) {
          const list = make("dl");
          for (const [key, what] of keys) list.append(make("dt", "", make("kbd", key)), make("dd", what));
          const title = make("h2", "Keys");
          title.id = "keys-title";
          const close = make("button", "Close");
          close.className = "btn";
          const form = make("form", "", close);
          form.method = "dialog";
          dialog = make("dialog", "", title, list, form);
          dialog.className = "keys";
          dialog.setAttribute("aria-labelledby", title.id);
          document.body.append(dialog);
        }
        dialog.showModal();
      };

      const typing = (target) => target.closest("input, select, textarea, [contenteditable]");
      const shut = (except) => {
        for (const open of document.querySelectorAll("details.menu[open], details.def[open]")) {
          if (!open.contains(except)) open.open = false;
        }
      };
      let waiting = false;
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") {
          const inside = document.activeElement?.closest("details.menu[open], details.def[open]");
          shut(null);
          inside?.querySelector("summary").focus();
        }
        if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
        if (waiting && go[event.key]) location.assign(go[event.key]);
        waiting = event.key === "g";
        if (waiting) setTimeout(() => { waiting = false; }, 1200);
        if (event.key === "?") help();
        const menu = { p: "details.period", e: "details.tools" }[event.key];
        const found = menu && !waiting && document.querySelector(menu);
        if (found) {
          found.open = true;
          found.querySelector("summary").focus();
        }
        const filters = document.querySelector("[data-focus]");
        if (event.key === "/" && filters) {
          event.preventDefault();
          filters.focus();
        }
      });
      document.addEventListener("click", (event) => {
        const copy = event.target.closest("a[data-copy]");
        if (copy && navigator.clipboard) {
          event.preventDefault();
          navigator.clipboard.writeText(copy.href).then(
            () => { copy.querySelector("small").textContent = copy.dataset.copy; }, () => location.assign(copy.href));
          return;
        }
        shut(event.target);
      });

      // Syncs under way: the server sends them as markup. While the same ones run only their words are replaced, so that
      // nobody loses the focus; when one has ended the whole page is news, unless somebody is filling in a form.
      const lives = document.querySelector("[data-live]");
      if (lives && window.EventSource) {
        const runs = (root) => [...root.querySelectorAll("[data-run]")].map((one) => one.dataset.run);
        const follow = new EventSource(lives.dataset.live);
        const renew = () => {
          if (document.activeElement?.closest("main form")) return false;
          follow.close();
          location.reload();
          return true;
        };
        follow.addEventListener("ended", renew);
        follow.addEventListener("show", (event) => {
          const fresh = make("template");
          fresh.innerHTML = event.data;
          const [before, now] = [runs(lives), runs(fresh.content)];
          if (before.some((run) => !now.includes(run)) && renew()) return;
          if (before.join() !== now.join()) {
            lives.replaceChildren(fresh.content);
            return;
          }
          for (const one of lives.querySelectorAll("[data-k]")) {
            const other = fresh.content.querySelector(`[data-k="${one.dataset.k}"]`);
            if (!other || other.outerHTML === one.outerHTML) continue;
            if (one.localName === "progress") {
              for (const name of ["max", "value"]) {
                if (other.hasAttribute(name)) one.setAttribute(name, other.getAttribute(name));
              }
            } else {
              one.replaceChildren(...other.childNodes);
            }
          }
        });
        addEventListener("pagehide", () => follow.close());
      }

      const form = document.querySelector("form.upload");
      const bar = form?.querySelector("progress");
      form?.addEventListener("submit", (event) => {
        const said = form.querySelector("[role=status]");
        const file = form.querySelector("input[type=file]").files[0];
        const limit = Number(form.dataset.limit);
        if (!file) return;
        event.preventDefault();
        if (limit && file.size > limit) {
          said.textContent = form.dataset.tooLarge;
          return;
        }
        const request = new XMLHttpRequest();
        request.upload.addEventListener("progress", (state) => {
          bar.parentElement.hidden = false;
          bar.max = state.total;
          bar.value = state.loaded;
          const share = Math.floor(state.loaded / state.total * 100);
          said.textContent = share < 100 ? share + " % sent" : "Sent. Reading the conversations …";
        });
        request.addEventListener("load", () => {
          if (request.responseURL) history.replaceState(null, "", request.responseURL);
          const page = new DOMParser().parseFromString(request.responseText, "text/html");
          document.title = page.title;
          document.body.replaceWith(page.body);
          document.getElementById("main")?.focus();
        });
        request.addEventListener("error", () => {
          said.textContent = "The connection broke. Look at the last imports before sending the file again.";
        });
        request.open("POST", form.action);
        request.setRequestHeader("Accept", "text/html");
        request.send(new FormData(form));
        said.textContent = "Sending …";
      });
    })();
    """#
}
