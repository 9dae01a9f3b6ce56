// German for enLock.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

const unsent = (n: number) =>
  plural(n, { one: '# nicht gesendete Änderung', other: '# nicht gesendete Änderungen' });
const drafts = (n: number) => plural(n, { one: '# Entwurf', other: '# Entwürfe' });
const onCases = (n: number) => plural(n, { one: 'zu # Fall', other: 'zu # Fällen' });

export const locking = {
  lock: {
    title: 'Satchel ist gesperrt',
    why: {
      start: 'Ihre Passphrase oder Ihr Wiederherstellungscode öffnet Ihre Kopie der Fälle.',
      person: 'Sie haben es gesperrt. Solange wird nichts gelesen und nichts synchronisiert.',
      idle: 'Eine Weile hat niemand etwas berührt. Solange wird nichts gelesen und nichts synchronisiert.',
      suspend: 'Es hat sich gesperrt, als der Computer in den Ruhezustand ging.',
      screen: 'Es hat sich zusammen mit dem Bildschirm gesperrt.',
      lease:
        'Diese Kopie hat ihren Server länger nicht erreicht, als sie darf. Der Server muss Sie einmal einlassen; gelöscht wurde nichts.',
      keyringLocked:
        'Der Schlüsselbund dieses Computers ist gesperrt, und der Schlüssel liegt darin. Entsperren Sie ihn und versuchen Sie es noch einmal.',
      keyringAbsent:
        'Auf diesem Computer antwortet kein Schlüsselbund, und der Schlüssel liegt in einem. Starten Sie den Schlüsselbund Ihres Desktops und versuchen Sie es noch einmal.',
      keyringMissing:
        'Der Schlüsselbund dieses Computers hat keinen Schlüssel für diese Kopie. Vielleicht ist es ein anderer als zuvor (der von GNOME statt dem von KDE), oder er wurde geleert. Bekommen Sie den alten zurück, öffnet sich alles wieder.',
      keyringUnanswered:
        'Der Schlüsselbund dieses Computers wurde nach dem Schlüssel gefragt und hat noch nicht geantwortet. Vielleicht fragt er Sie nach seinem Passwort: Antworten Sie ihm, dann öffnet sich Ihre Kopie von selbst.',
      keyringWrong:
        'Der Schlüssel im Schlüsselbund gehört zu einer anderen Kopie. Bekommen Sie den alten Schlüsselbund zurück, öffnet sich alles wieder.',
    },
    field: {
      both: 'Passphrase oder Wiederherstellungscode',
      passphrase: 'Passphrase',
      recovery: 'Wiederherstellungscode',
    },
    recoveryHint: 'Sieben Gruppen zu fünf Zeichen. Kleinbuchstaben und Leerzeichen sind erlaubt.',
    submit: 'Entsperren',
    busy: 'Wird entsperrt…',
    byKeyring: 'Mit dem Schlüsselbund entsperren',
    again: 'Noch einmal versuchen',
    askServer: 'Jetzt den Server fragen',
    signIn: 'Neu anmelden',
    other: 'Jemand anderes: anmelden',
    atStake: (changes: number, texts: number, cases: number) => {
      const parts = [changes > 0 ? unsent(changes) : '', texts > 0 ? drafts(texts) : ''].filter(Boolean);
      const where = cases > 0 ? ` ${onCases(cases)}` : '';
      return `Darin aufbewahrt und noch nicht auf dem Server: ${parts.join(', ')}${where}.`;
    },
    whichCases: 'Welche Fälle',
    anew: 'Eine neue Kopie beginnen…',
    anewExplain:
      'Vom Server wird eine neue Kopie gemacht. Diese wird vollständig beiseitegelegt und bei jedem Start wieder versucht: Kommt ihr Schlüssel zurück, wird das nicht Gesendete übernommen und einmal gesendet.',
    anewSure: 'Diese beiseitelegen und neu beginnen',
    keep: 'So lassen, wie es ist',
    now: 'Jetzt sperren',
  },

  safety: {
    title: 'Schlüssel und Sperre',
    keys: 'Was Ihre Kopie auf diesem Computer öffnet',
    explain:
      'Jedes davon öffnet sie allein. Geht eines verloren, wird nichts gelöscht; gehen alle verloren, ist verloren, was noch nicht gesendet war.',
    slot: {
      keyring: 'Der Schlüsselbund dieses Computers',
      passphrase: 'Eine Passphrase',
      recovery: 'Ein Wiederherstellungscode auf Papier',
    },
    add: {
      keyring: 'Auch den Schlüsselbund verwenden',
      passphrase: 'Passphrase festlegen…',
      recovery: 'Wiederherstellungscode erzeugen…',
    },
    change: { passphrase: 'Ändern…', recovery: 'Neuen erzeugen…' },
    remove: 'Entfernen',
    removeNamed: (name: string) => `Entfernen: ${name}`,
    last: 'Das einzige, das noch da ist: Es lässt sich nicht entfernen.',
    none: 'Nicht festgelegt',
    removed: 'Entfernt. Es öffnet nichts mehr.',
    set: 'Gespeichert. Damit öffnet sich diese Kopie von nun an.',
    passphraseTitle: 'Passphrase',
    recoveryTitle: 'Wiederherstellungscode',
    now: 'Was sie jetzt öffnet: Passphrase oder Wiederherstellungscode',
    recoveryIntro:
      'Ein Code zum Ausdrucken oder Aufschreiben, der nicht bei diesem Computer aufbewahrt wird. Er wird einmal gezeigt; wer ihn und diesen Computer hat, kann Ihre Kopie lesen. Ein früherer Code gilt dann nicht mehr.',
    recoveryMake: 'Den Code zeigen',
    recoveryOnce: 'Schreiben Sie ihn jetzt auf: Er wird nicht noch einmal gezeigt.',
    copy: 'Kopieren',
    copied: 'Kopiert. Leeren Sie die Zwischenablage, sobald Sie ihn eingefügt haben.',
    print: 'Drucken',
    written: 'Ich habe ihn aufgeschrieben',
    lock: 'Wann es sich sperrt',
    idle: 'Nach so langer Zeit ohne Berührung',
    never: 'Nie',
    minutes: (n: number) => plural(n, { one: '# Minute', other: '# Minuten' }),
    onSuspend: 'Wenn der Computer in den Ruhezustand geht',
    sleepUntold:
      'Dieser Computer sagt vorher nicht Bescheid: Dauerte der Ruhezustand länger als eine Minute, sperrt sich Satchel bis 15 Sekunden nach dem Aufwachen.',
    onScreen: 'Wenn der Bildschirm gesperrt wird',
    keyringUnlocks: 'Der Schlüsselbund allein darf wieder entsperren',
    keyringUnlocksHint: 'Bequemer; wer an Ihrem offenen Desktop sitzt, kann es dann auch.',
    alone:
      'Nur der Schlüsselbund öffnet diese Kopie; wer an Ihrem offenen Desktop sitzt, kann sie also entsperren. Nach einer Weile zu sperren hielte niemanden auf, nur die Hinweise; deshalb ist es aus. Eine Passphrase ändert das.',
    lease: 'Öffnet sich ohne den Server für',
    leaseHint:
      'Danach bleibt sie gesperrt, bis der Server Sie einmal einlässt. Was noch nicht gesendet ist, bleibt und wird dann gesendet.',
    days: (n: number) => plural(n, { one: '# Tag', other: '# Tage' }),
    held: 'Beiseitegelegte Kopien',
    heldSince: (day: string) => `Beiseitegelegt am ${day}`,
    heldNone: 'Darin ist nichts als nicht gesendet vermerkt.',
    heldOpen: 'Mit ihrer Passphrase oder ihrem Wiederherstellungscode öffnen…',
    heldBack: (n: number) =>
      n === 0
        ? 'Übernommen. Nicht Gesendetes war keines mehr darin; was Sie dort begonnen oder gewählt hatten, ist hier.'
        : `Übernommen: nicht Gesendetes ${onCases(n)}.`,
    ask: 'Geht der Schlüsselbund dieses Computers verloren, ist auch verloren, was Sie noch nicht gesendet haben. Ein zweiter Schlüssel verhindert das.',
    askPassphrase: 'Passphrase festlegen',
    askRecovery: 'Wiederherstellungscode erzeugen',
    later: 'Nicht jetzt',
    ends: (when: string) =>
      `Diese Kopie hat den Server lange nicht erreicht. Sie sperrt sich ${when}, wenn der Server Sie nicht einlässt; was nicht gesendet ist, bleibt.`,
  },
} satisfies Translation;
