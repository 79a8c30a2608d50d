/// Mail domains that anybody may have an address at: they tell nothing about whose customer somebody is.
package enum FreeMail {
  package static func covers(_ domain: String) -> Bool {
    let domain = domain.lowercased()
    return domains.contains(domain) || families.contains { domain.hasPrefix($0) }
  }

  /// Whatever the country's ending.
  private static let families = ["yahoo.", "hotmail.", "outlook.", "live.", "gmx.", "ymail.", "rocketmail.", "yandex."]

  private static let domains: Set<String> = [
    "gmail.com", "googlemail.com", "icloud.com", "me.com", "mac.com", "aol.com", "aim.com", "msn.com", "passport.com",
    "proton.me", "protonmail.com", "protonmail.ch", "pm.me", "tutanota.com", "tutanota.de", "tuta.io", "tuta.com",
    "fastmail.com", "fastmail.fm", "hey.com", "zoho.com", "zohomail.com", "zohomail.eu", "mail.com", "email.com",
    "usa.com", "inbox.com", "hushmail.com", "mailfence.com", "posteo.de", "posteo.net", "mailbox.org", "web.de",
    "t-online.de", "freenet.de", "arcor.de", "1und1.de", "online.de", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr",
    "laposte.net", "neuf.fr", "bbox.fr", "libero.it", "virgilio.it", "alice.it", "tin.it", "tiscali.it", "email.it",
    "telefonica.net", "terra.com", "terra.com.br", "uol.com.br", "bol.com.br", "ig.com.br", "globo.com", "sapo.pt",
    "mail.ru", "bk.ru", "list.ru", "inbox.ru", "rambler.ru", "ya.ru", "ukr.net", "i.ua", "meta.ua", "wp.pl", "o2.pl",
    "onet.pl", "onet.eu", "interia.pl", "gazeta.pl", "op.pl", "seznam.cz", "email.cz", "centrum.cz", "azet.sk",
    "zoznam.sk", "freemail.hu", "citromail.hu", "abv.bg", "mail.bg", "otenet.gr", "ziggo.nl", "kpnmail.nl", "planet.nl",
    "home.nl", "hetnet.nl", "telenet.be", "skynet.be", "bluewin.ch", "telia.com", "comhem.se", "online.no", "sol.dk",
    "btinternet.com", "virginmedia.com", "ntlworld.com", "sky.com", "talktalk.net", "blueyonder.co.uk", "comcast.net",
    "verizon.net", "att.net", "sbcglobal.net", "bellsouth.net", "cox.net", "charter.net", "earthlink.net", "juno.com",
    "shaw.ca", "rogers.com", "sympatico.ca", "telus.net", "bigpond.com", "bigpond.net.au", "optusnet.com.au",
    "xtra.co.nz", "qq.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn", "sohu.com", "foxmail.com",
    "naver.com", "daum.net", "hanmail.net", "nate.com", "docomo.ne.jp", "ezweb.ne.jp", "softbank.jp", "rediffmail.com",
    "indiatimes.com", "duck.com", "privaterelay.appleid.com", "users.noreply.github.com",
  ]
}
