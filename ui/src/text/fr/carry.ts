// Français : exporter, imprimer et importer des dossiers.
import { list, plural } from '../count';
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

const cases = (n: number) => plural(n, { one: '# dossier', other: '# dossiers' });

export const carry = {
  carry: {
    exportAct: 'Exporter la liste…',
    exportCaseAct: 'Exporter ou imprimer…',
    importAct: 'Importer des dossiers d’un tableau…',
    exportList: 'Exporter la liste',
    exportCase: 'Exporter ou imprimer ce dossier',
    as: 'Sous forme de',
    forms: { csv: 'CSV', json: 'JSON', markdown: 'Markdown', print: 'Papier ou PDF' },
    formHints: {
      csv: 'Un tableau, une ligne par dossier, pour les tableurs.',
      json: 'Tout, conversations comprises, pour des programmes.',
      markdown: 'Avec la conversation, à lire.',
      print: 'Avec la conversation, par la boîte d’impression de votre bureau.',
    },
    withoutNotes: 'Sans les notes internes',
    notEncrypted:
      'Le fichier n’est pas chiffré. Il indique son âge et ce qui n’est pas encore sur le serveur.',
    paper: 'La feuille indique son âge et ce qui n’est pas encore sur le serveur.',
    write: 'Choisir où…',
    print: 'Imprimer…',
    done: (n: number, name: string) => `${cases(n)} dans « ${isolate(name)} ».`,
    guarded: (n: number) =>
      plural(n, {
        one: '# cellule commence par une apostrophe, pour qu’aucun tableur ne la prenne pour une formule.',
        other:
          '# cellules commencent par une apostrophe, pour qu’aucun tableur ne les prenne pour des formules.',
      }),
    asOf: (when: string) => `État au ${when}.`,
    neverHeard: 'Créé sur cet ordinateur.',
    notOnServer: 'Le serveur n’a pas encore ce dossier.',
    marked: 'Ce qui est marqué n’est pas encore sur le serveur.',
    notesLeftOut: 'Les notes internes ont été omises.',
    waits: 'pas encore sur le serveur',
    importTitle: 'Importer des dossiers d’un tableau',
    importExplain:
      'Un CSV avec des titres en première ligne. Chaque ligne est d’abord confrontée aux règles du serveur ; rien n’est créé avant votre accord. Un nom déjà présent ici n’est jamais créé deux fois.',
    importColumns: 'Colonnes lues :',
    nothingChosen: 'Aucun tableau choisi.',
    creates: (n: number) =>
      plural(n, { one: '# ligne devient un dossier.', other: '# lignes deviennent des dossiers.' }),
    known: (n: number) =>
      plural(n, { one: '# est déjà ici, par son nom.', other: '# sont déjà ici, par leur nom.' }),
    refused: (n: number) =>
      plural(n, {
        one: '# ne peut pas devenir un dossier.',
        other: '# ne peuvent pas devenir des dossiers.',
      }),
    unread: (headings: string[]) => `Colonnes sans signification ici : ${list(headings.map(isolate))}.`,
    leftOut: 'Laissées de côté',
    row: 'Ligne',
    case: 'Dossier',
    why: 'Raison',
    whys: {
      noName: 'Sans nom',
      longName: 'Le nom dépasse 64 caractères',
      known: 'Un dossier de ce nom est déjà ici',
      twice: 'Une ligne au-dessus porte le même nom',
      status: 'Le serveur ne connaît pas ce statut',
      closed: 'Un dossier se crée ouvert ; il sera à clore ensuite',
      priority: 'Le serveur ne connaît pas cette priorité',
      caseType: 'Le serveur ne connaît pas ce type',
      account: 'Aucune société de ce nom n’est connue ici',
      person: 'Personne de ce nom n’est connu ici',
      team: 'Aucune équipe de ce nom n’est connue ici',
      contact: 'Aucun contact de ce nom n’est connu ici',
      tag: 'Aucune étiquette de ce nom n’est connue ici',
      several: 'Plusieurs portent ce nom',
      date: 'Pas un jour comme 2026-11-28',
      nul: 'Un caractère invisible qu’aucun serveur n’accepte',
    },
    chooseTable: 'Choisir un tableau…',
    chooseOther: 'En choisir un autre…',
    make: (n: number) => plural(n, { one: 'Créer # dossier', other: 'Créer # dossiers' }),
    imported: (n: number) => plural(n, { one: '# dossier créé.', other: '# dossiers créés.' }),
  },
} satisfies Pick<Translation, 'carry'>;
