// French for enCasework.ts.
import { list, number, plural } from '../count';
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

export const casework = {
  movedOn: {
    reply: 'Ce dossier a avancé depuis que vous avez écrit votre réponse.',
    note: 'Ce dossier a avancé depuis que vous avez écrit votre note.',
    what: (n) => plural(n, { one: 'Nouveau depuis :', other: '# nouveautés depuis :' }),
    nothing: 'Ce qui était nouveau a été retiré depuis.',
    customer: 'Le client',
    wrote: (who) => `${isolate(who)} a écrit`,
    noted: (who) => `${isolate(who)} a noté, en interne`,
    mailed: (who) => `${isolate(who)} a écrit un e-mail`,
    status: (from, to) => `Statut passé de ${isolate(from)} à ${isolate(to)}`,
    joined: (names) => `Attribué à : ${list(names.map(isolate))}`,
    left: (names) => `N’est plus attribué à : ${list(names.map(isolate))}`,
    more: (n) =>
      plural(n, {
        one: '# de plus. Ouvrez le dossier pour le voir.',
        other: '# de plus. Ouvrez le dossier pour les voir.',
      }),
    send: 'Envoyer tel quel',
    key: (act, key) => `${act} (${key})`,
  },

  preview: {
    open: 'Regarder',
    openHint: 'Regarder (Espace)',
    kinds: { picture: 'Image', text: 'Texte', pdf: 'PDF', other: 'Type inconnu' },
    drawing: 'L’image se dessine',
    picture: (name) => `Image : ${isolate(name)}`,
    text: 'Texte du fichier',
    cut: 'Le fichier continue. Enregistrez-le pour lire la suite.',
    empty: 'Le fichier est vide.',
    notDrawn:
      'Cette image ne peut pas être montrée ici : elle est endommagée, ou dépasse 50 mégapixels. Enregistrez-la pour la regarder ailleurs.',
    pdf: {
      pages: 'Pages',
      page: (at, of, name) => `Page ${number(at)} sur ${number(of)} de ${isolate(name)}`,
      words: 'Ce qui est écrit sur la page',
      noWords:
        'Aucun texte n’a été trouvé sur cette page : rien ne peut y être sélectionné ni lu à voix haute.',
      copy: 'Copier le texte de cette page',
      copied: 'Le texte de cette page a été copié.',
      notCopied: 'Le texte n’a pas pu être copié ici. Sélectionnez-le sur la page et copiez-le vous-même.',
      place: (at, of) => `Page ${number(at)} sur ${number(of)}`,
      drawing: 'La page est en cours de dessin',
      previous: 'Page précédente',
      next: 'Page suivante',
      cannot: {
        locked: 'Ce PDF demande un mot de passe. Enregistrez-le pour le lire dans votre programme PDF.',
        damaged:
          'Ce PDF ne peut pas être lu : il est endommagé. Enregistrez-le pour essayer un autre programme.',
        tooMuch:
          'Dessiner cette page prend trop de temps ou de mémoire. Enregistrez le PDF pour le lire ailleurs, si vous faites confiance à sa provenance.',
        failed:
          'Satchel n’a pas pu dessiner cette page. Enregistrez le PDF pour le lire ailleurs, si vous faites confiance à sa provenance.',
      },
    },
    none: 'Ce type de fichier n’est pas montré ici. Enregistrez-le pour l’ouvrir ailleurs, si vous faites confiance à sa provenance.',
    disagrees: (suffix, content) =>
      content === ''
        ? `Son nom finit par ${isolate(suffix)}, mais son contenu est autre chose.`
        : `Son nom finit par ${isolate(suffix)}, mais son contenu est : ${content}. Soyez prudent.`,
    elsewhere: 'Ouvrir dans un autre programme',
    elsewhereHint:
      'L’autre programme reçoit une copie à lire. Elle est supprimée quand Satchel se verrouille ou se ferme.',
    onlySaved:
      'Satchel n’ouvre aucun fichier de ce type dans un autre programme : il pourrait nuire. Ne l’enregistrez que si vous faites confiance à sa provenance.',
    previous: 'Fichier précédent',
    next: 'Fichier suivant',
    place: (at, of) => `Fichier ${number(at)} sur ${number(of)}`,
  },

  long: {
    inParts: 'Envoyer en plusieurs parties…',
    asFile: 'Joindre en fichier…',
    titleReply: 'Une longue réponse',
    titleNote: 'Une longue note',
    why: (used, limit) =>
      `Vous avez écrit ${plural(used, { one: '# caractère', other: '# caractères' })} ; le serveur en accepte ${number(limit)} d’un seul tenant. Choisissez comment l’envoyer.`,
    choose: 'Comment l’envoyer',
    parts: (n) => plural(n, { one: 'En # partie', other: 'En # parties, dans cet ordre' }),
    tooMany: 'Trop long pour des parties',
    preview: 'Les parties telles qu’elles seront envoyées',
    file: 'En fichier texte, avec quelques mots',
    fileIsForAll:
      'Les fichiers ne sont pas internes : qui peut voir les fichiers du dossier peut lire celui-ci, le client aussi là où il y a accès.',
    name: 'Nom du fichier',
    fileName: (note, day, time) => `${note ? 'Note' : 'Réponse'} ${day} ${time}.txt`,
    wordsReply: 'Ce que dit la réponse',
    wordsNote: 'Ce que dit la note',
    whole: (name) => `Le texte entier est dans « ${name} ».`,
    back: 'Continuer à écrire',
    sendParts: (n) => plural(n, { one: 'Envoyer # partie', other: 'Envoyer # parties' }),
    sendFile: 'Envoyer avec le fichier',
    pasted: (size) =>
      `Vous avez collé ${size} de texte : trop pour une réponse, le texte n’a pas été inséré.`,
    pastedName: (day, time) => `Texte collé ${day} ${time}.txt`,
    attachPasted: 'Le joindre en fichier texte',
    leavePasted: 'Ne pas le prendre',
  },

  rescue: {
    what: {
      gone: () => 'Ce dossier a été supprimé sur le serveur.',
      merged: (name) =>
        name === ''
          ? 'Ce dossier a été fusionné dans un autre, qui n’est pas sur cet ordinateur.'
          : `Ce dossier a été fusionné dans ${isolate(`« ${name} »`)}.`,
      inactive: () => 'Ce dossier a été désactivé sur le serveur : il n’y figure dans aucune liste.',
      denied: () => 'Vous ne pouvez plus voir ce dossier sur le serveur.',
      visible: () => '',
      new: () => '',
    },
    sure: {
      gone: 'Le serveur, interrogé avec son numéro, ne l’a pas. Il ne reviendra pas de lui-même.',
      merged:
        'Le serveur l’a dit quand ce dossier lui a été demandé. Ce qui s’y est dit est maintenant dans l’autre dossier.',
      inactive: 'Le serveur l’a dit quand il a été interrogé. Quelqu’un là-bas peut le réactiver.',
      denied:
        'Le serveur a refusé de le montrer. Il existe peut-être encore pour d’autres ; demandez avant de le recréer.',
      visible: '',
      new: '',
    },
    kept: (n) =>
      plural(n, {
        one: 'Ce que vous y avez fait est gardé ici, et rien n’en a été envoyé : # élément.',
        other: 'Ce que vous y avez fait est gardé ici, et rien n’en a été envoyé : # éléments.',
      }),
    move: (n) => plural(n, { one: 'Le déplacer là-bas', other: 'Déplacer les # là-bas' }),
    moved: (name) =>
      name === ''
        ? 'Déplacé. L’envoi part de là-bas.'
        : `Déplacé vers ${isolate(`« ${name} »`)}. L’envoi part de là-bas.`,
    asNew: 'En faire un nouveau dossier…',
    name: 'Nom du nouveau dossier',
    make: 'Créer le dossier',
    made: (name) => `${isolate(`« ${name} »`)} est créé, avec tout ce qui attendait ici.`,
    copy: 'Copier le texte',
    copied: 'Copié. Il est encore ici aussi.',
    notCopied: 'La copie a échoué. Sélectionnez le texte et copiez-le avec Ctrl+C.',
    discardAll: 'Tout abandonner…',
    sureDiscard:
      'Tout abandonner ? Les textes restent dans l’historique du dossier et peuvent en être repris.',
    discard: 'Tout abandonner',
    discarded: 'Abandonné. Les textes sont dans l’historique du dossier.',
  },
} satisfies Translation;
