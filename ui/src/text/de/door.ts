// German for enDoor.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

export const door = {
  connection: {
    title: 'Verbindung',
    more: 'Verbindung…',
    proxy: 'Proxy',
    proxies: { system: 'Wie das System', none: 'Keiner', explicit: 'Dieser:' },
    address: 'Adresse',
    user: 'Benutzer',
    userHint: 'Nur, wenn der Proxy danach fragt',
    password: 'Passwort',
    passwordKept: 'Gespeichert',
    forgets:
      'Auf diesem Computer antwortet kein Schlüsselbund; Satchel vergisst Benutzer und Passwort, wenn es schließt.',
    use: 'Diesen Proxy verwenden',
    saving: 'Wird gespeichert…',
    saved: 'Gespeichert.',
    authority: 'Zertifizierungsstelle',
    authorityNone: 'Die des Systems',
    authorityOne: 'Die des Systems und',
    authorityHint: 'Nur nötig, wo Ihre Organisation eigene Zertifikate verwendet.',
    choose: 'Datei wählen…',
    chooseOther: 'Andere wählen…',
    remove: 'Entfernen',
  },

  signIn: {
    title: 'Am CRM anmelden',
    intro:
      'Satchel kopiert die Fälle, die Sie sehen dürfen, verschlüsselt auf diesen Computer. So können Sie ohne Netz arbeiten.',
    server: 'Adresse des Servers',
    serverHint: 'Die Adresse, die Sie im Browser öffnen',
    next: 'Weiter',
    asking: 'Der Server wird gefragt…',
    askingHost: (host) => `${host} wird gefragt, wie Sie sich anmelden können…`,
    changeServer: 'Server ändern',
    waysLabel: 'Wie Sie sich anmelden',
    ways: { code: 'Code per E-Mail', password: 'Passwort', token: 'Zugriffstoken' },
    onlyWay: {
      code: 'Mit einem Code per E-Mail anmelden',
      password: 'Mit dem Passwort anmelden',
      token: 'Mit einem Zugriffstoken anmelden',
    },
    email: 'E-Mail-Adresse',
    emailHint: 'Die, unter der das CRM Sie kennt',
    sendCode: 'Code senden',
    sendingCode: 'Ein Code wird angefordert…',
    code: 'Sechsstelliger Code',
    codeAsked:
      'Ein Code wurde angefordert. Die E-Mail kann eine Minute dauern; sehen Sie auch im Spam-Ordner nach.',
    sendAnother: 'Neuen Code senden',
    againIn: (seconds) => plural(seconds, { one: 'in # Sekunde', other: 'in # Sekunden' }),
    password: 'Passwort',
    token: 'Zugriffstoken',
    tokenHint: 'Erstellen Sie eines in der Web-App des CRM: Profil öffnen, dann Tokens.',
    advanced: 'Erweitert',
    organization: 'ID der Organisation',
    organizationHint: 'Nur für Server, die sie bei jeder Anfrage verlangen',
    choose: 'Organisation wählen',
    chooseHint: 'Satchel kopiert die Fälle einer Organisation.',
    noOrganization:
      'Sie gehören auf diesem Server noch zu keiner Organisation. Bitten Sie die CRM-Verwaltung, Sie aufzunehmen.',
    back: 'Anders anmelden',
    submit: 'Anmelden',
    busy: 'Anmeldung läuft…',
    againTitle: 'Noch einmal anmelden',
    againIntro: 'Ihre Fälle und was noch nicht gesendet ist bleiben, wie sie sind.',
    switchTitle: 'Organisation wechseln',
    switchIntro:
      'Melden Sie sich an und wählen Sie dann. Jede Organisation hat ihre eigene Kopie auf diesem Computer; diese behält, was noch nicht gesendet ist.',
    otherAccount:
      'Für ein anderes Konto ändern Sie den Server oder die E-Mail-Adresse. Diese Kopie bleibt auf diesem Computer.',
    done: 'Angemeldet.',
    missing: {
      server: ['Eine Serveradresse ist nötig.', 'Kopieren Sie sie aus der Adresszeile Ihres Browsers.'],
      email: ['Eine E-Mail-Adresse ist nötig.', 'Geben Sie die ein, unter der das CRM Sie kennt.'],
      code: ['Der Code hat sechs Ziffern.', 'Kopieren Sie sie aus der neuesten E-Mail.'],
      password: ['Ein Passwort ist nötig.', 'Geben Sie das ein, das Sie in der Web-App des CRM verwenden.'],
      token: [
        'Ein Zugriffstoken ist nötig.',
        'Erstellen Sie eines in der Web-App: Profil öffnen, dann Tokens.',
      ],
    },
  },

  mirrors: {
    title: 'Auch auf diesem Computer',
    hint: 'Öffnet ohne Netz. Die jetzt offene Kopie behält alles, was sie hat.',
    hintOutside: 'Öffnet ohne Anmeldung und ohne Netz.',
    opening: 'Wird geöffnet…',
  },

  signOut: {
    title: 'Abmelden',
    staysTitle: 'Was auf diesem Computer bleibt',
    stays: 'Die Kopie Ihrer Fälle, verschlüsselt.',
    unsent: (n) =>
      ` ${plural(n, { one: '# Änderung ist', other: '# Änderungen sind' })} noch nicht auf dem Server: hier aufbewahrt und nach der nächsten Anmeldung gesendet.`,
    drafts: (n) => ` Auch ${plural(n, { one: 'ein Entwurf', other: '# Entwürfe' })}.`,
    goesTitle: 'Was verschwindet',
    goes: 'Die Anmeldung.',
    token: (name) =>
      ` Das Zugriffstoken „${name}“ wird von diesem Computer entfernt; um es auf dem Server zu widerrufen, braucht es im nächsten Schritt einen Code per E-Mail.`,
    back: 'Um zurückzukommen, brauchen Sie das Netz: Melden Sie sich als dieselbe Person an, und alles ist, wie es war.',
    go: 'Abmelden',
    remove: 'Abmelden und die Kopie von diesem Computer entfernen',
    removeAsk: 'Abmelden und die Kopie von diesem Computer entfernen…',
    busy: 'Abmeldung läuft…',
    loses: (unsent, drafts) => {
      const lost = [
        unsent > 0 ? plural(unsent, { one: '# Änderung', other: '# Änderungen' }) : '',
        drafts > 0 ? plural(drafts, { one: '# Entwurf', other: '# Entwürfe' }) : '',
      ];
      return `Verloren ginge, was der Server nicht hat: ${lost.filter(Boolean).join(' und ')}. Das lässt sich nicht rückgängig machen.`;
    },
    removeSure: 'Verlieren und die Kopie entfernen',
    keep: 'Behalten',
  },

  signedOut: {
    title: 'Sie sind abgemeldet',
    stays:
      'Ihre Fälle und was nicht gesendet wurde bleiben verschlüsselt auf diesem Computer, bis Sie sich wieder anmelden.',
    removed: 'Die Kopie auf diesem Computer wurde entfernt.',
    token: {
      before: 'Das Zugriffstoken „',
      after: (host) =>
        `“ gilt auf ${host} noch. Niemand hat es mehr. Ein Code per E-Mail widerruft es endgültig, oder Sie tun das in der Web-App des CRM: Profil öffnen, dann Tokens.`,
      otherwise: 'Sonst widerruft Satchel es, wenn Sie sich hier das nächste Mal anmelden.',
    },
    sendCode: 'Mit einem Code per E-Mail widerrufen',
    code: (email) => `Sechsstelliger Code, gesendet an ${email}`,
    revoke: 'Token widerrufen',
    revoking: 'Wird widerrufen…',
    ended: (host) => `Das Token ist widerrufen: ${host} nimmt es nicht mehr an.`,
    session: (host) =>
      `${host} hat die Sitzung nicht beendet; sie läuft von selbst ab. Ihre Geheimnisse sind von diesem Computer gelöscht.`,
    theirs: (host) =>
      `Das eingefügte Zugriffstoken gilt auf ${host} noch. Wenn sonst nichts es verwendet, widerrufen Sie es dort: Profil öffnen, dann Tokens.`,
  },

  newPassphrase: {
    title: 'Passphrase wählen',
    intro:
      'Auf diesem Computer öffnet sich kein Schlüsselbund: Es gibt keinen, er ist gesperrt, oder er hat nicht geantwortet. Darum schützt eine Passphrase Ihre Kopie der Fälle.',
    askKeyring: 'Den Schlüsselbund noch einmal fragen',
    noRecovery:
      'Sie kann nicht wiederhergestellt werden. Wenn Sie sie vergessen, ist mit ihr verloren, was noch nicht gesendet war.',
    passphrase: 'Passphrase',
    again: 'Noch einmal dieselbe',
    submit: 'Passphrase setzen',
    busy: 'Wird gesetzt…',
    differ: 'Die beiden sind nicht gleich.',
    differNext: 'Geben Sie beide noch einmal ein.',
    tooShort: 'Mindestens 8 Zeichen sind nötig.',
    tooShortNext: 'Vier oder fünf zufällige Wörter sind leicht zu merken und schwer zu erraten.',
    strength: ['Zu kurz', 'Schwach: länger ist besser', 'Brauchbar', 'Stark'],
  },

  stopped: {
    title: 'Satchel ist stehen geblieben',
    unknown: 'Etwas Unerwartetes ist geschehen.',
    unknownNext: 'Schließen Sie Satchel und öffnen Sie es wieder. Ihre Arbeit ist aufbewahrt.',
  },
} satisfies Translation;
