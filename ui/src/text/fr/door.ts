// French for enDoor.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

export const door = {
  connection: {
    title: 'Connexion au réseau',
    more: 'Connexion au réseau…',
    proxy: 'Proxy',
    proxies: { system: 'Comme le système', none: 'Aucun', explicit: 'Celui-ci :' },
    address: 'Adresse',
    user: 'Utilisateur',
    userHint: 'Seulement si le proxy le demande',
    password: 'Mot de passe',
    passwordKept: 'Conservé',
    forgets:
      'Aucun trousseau de clés ne répond sur cet ordinateur ; Satchel oublie l’utilisateur et le mot de passe à sa fermeture.',
    use: 'Utiliser ce proxy',
    saving: 'Enregistrement…',
    saved: 'Enregistré.',
    authority: 'Autorité de certification',
    authorityNone: 'Celles du système',
    authorityOne: 'Celles du système, et',
    authorityHint: 'Utile seulement si votre organisation emploie ses propres certificats.',
    choose: 'Choisir un fichier…',
    chooseOther: 'En choisir un autre…',
    remove: 'Retirer',
  },

  signIn: {
    title: 'Connectez-vous à votre CRM',
    intro:
      'Satchel copie sur cet ordinateur, chiffrés, les dossiers que vous pouvez voir, pour que vous puissiez travailler sans réseau.',
    server: 'Adresse du serveur',
    serverHint: 'L’adresse que vous ouvrez dans le navigateur',
    next: 'Continuer',
    asking: 'Question au serveur…',
    askingHost: (host) => `Question à ${host} : comment se connecter…`,
    changeServer: 'Changer de serveur',
    waysLabel: 'Comment se connecter',
    ways: { code: 'Code par e-mail', password: 'Mot de passe', token: 'Jeton d’accès' },
    onlyWay: {
      code: 'Se connecter avec un code par e-mail',
      password: 'Se connecter avec le mot de passe',
      token: 'Se connecter avec un jeton d’accès',
    },
    email: 'Adresse e-mail',
    emailHint: 'Celle sous laquelle le CRM vous connaît',
    sendCode: 'M’envoyer un code',
    sendingCode: 'Demande d’un code…',
    code: 'Code à six chiffres',
    codeAsked:
      'Un code a été demandé. L’e-mail peut mettre une minute ; regardez aussi dans les indésirables.',
    sendAnother: 'Envoyer un autre code',
    againIn: (seconds) => plural(seconds, { one: 'dans # seconde', other: 'dans # secondes' }),
    password: 'Mot de passe',
    token: 'Jeton d’accès',
    tokenHint: 'Créez-en un dans l’application web du CRM : ouvrez votre profil, puis Tokens.',
    advanced: 'Avancé',
    organization: 'Identifiant de l’organisation',
    organizationHint: 'Seulement pour les serveurs qui le demandent à chaque requête',
    choose: 'Choisissez une organisation',
    chooseHint: 'Satchel copie les dossiers d’une seule organisation.',
    noOrganization:
      'Vous n’appartenez encore à aucune organisation sur ce serveur. Demandez à l’administration du CRM de vous ajouter.',
    back: 'Se connecter autrement',
    submit: 'Se connecter',
    busy: 'Connexion…',
    againTitle: 'Se reconnecter',
    againIntro: 'Vos dossiers et ce qui n’est pas encore envoyé restent tels quels.',
    switchTitle: 'Changer d’organisation',
    switchIntro:
      'Connectez-vous, puis choisissez. Chaque organisation a sa propre copie sur cet ordinateur ; celle-ci garde ce qui n’est pas encore envoyé.',
    otherAccount:
      'Pour un autre compte, changez le serveur ou l’adresse e-mail. Cette copie reste sur cet ordinateur.',
    done: 'Connecté.',
    missing: {
      server: ['Il faut une adresse de serveur.', 'Copiez-la depuis la barre d’adresse du navigateur.'],
      email: ['Il faut une adresse e-mail.', 'Saisissez celle sous laquelle le CRM vous connaît.'],
      code: ['Le code a six chiffres.', 'Copiez-les depuis l’e-mail le plus récent.'],
      password: ['Il faut un mot de passe.', 'Saisissez celui de l’application web du CRM.'],
      token: [
        'Il faut un jeton d’accès.',
        'Créez-en un dans l’application web : ouvrez votre profil, puis Tokens.',
      ],
    },
  },

  mirrors: {
    title: 'Aussi sur cet ordinateur',
    hint: 'S’ouvre sans réseau. La copie ouverte maintenant garde tout ce qu’elle a.',
    hintOutside: 'S’ouvre sans connexion au serveur et sans réseau.',
    opening: 'Ouverture…',
  },

  signOut: {
    title: 'Se déconnecter',
    staysTitle: 'Ce qui reste sur cet ordinateur',
    stays: 'La copie de vos dossiers, chiffrée.',
    unsent: (n) =>
      ` ${plural(n, { one: '# modification n’est pas encore sur le serveur : gardée ici, et envoyée', other: '# modifications ne sont pas encore sur le serveur : gardées ici, et envoyées' })} à votre prochaine connexion.`,
    drafts: (n) => ` ${plural(n, { one: '# brouillon aussi', other: '# brouillons aussi' })}.`,
    goesTitle: 'Ce qui disparaît',
    goes: 'La connexion.',
    token: (name) =>
      ` Le jeton d’accès « ${name} » est retiré de cet ordinateur ; pour le révoquer sur le serveur, il faut un code par e-mail, à l’étape suivante.`,
    back: 'Pour revenir, il vous faut le réseau : connectez-vous sous le même nom, et tout est comme avant.',
    go: 'Se déconnecter',
    remove: 'Se déconnecter et retirer la copie de cet ordinateur',
    removeAsk: 'Se déconnecter et retirer la copie de cet ordinateur…',
    busy: 'Déconnexion…',
    loses: (unsent, drafts) => {
      const lost = [
        unsent > 0 ? plural(unsent, { one: '# modification', other: '# modifications' }) : '',
        drafts > 0 ? plural(drafts, { one: '# brouillon', other: '# brouillons' }) : '',
      ];
      return `Retirer la copie fait perdre ce que le serveur n’a pas : ${lost.filter(Boolean).join(' et ')}. Cela ne peut pas être annulé.`;
    },
    removeSure: 'Accepter la perte et retirer la copie',
    keep: 'Tout garder',
  },

  signedOut: {
    title: 'Vous êtes déconnecté',
    stays:
      'Vos dossiers et ce qui n’a pas été envoyé restent sur cet ordinateur, chiffrés, jusqu’à votre prochaine connexion.',
    removed: 'La copie de cet ordinateur a été retirée.',
    token: {
      before: 'Le jeton d’accès « ',
      after: (host) =>
        ` » est encore valable sur ${host}. Plus personne ne le détient. Un code par e-mail le révoque pour de bon, ou vous le faites dans l’application web du CRM : ouvrez votre profil, puis Tokens.`,
      otherwise: 'Sinon, Satchel le révoque à votre prochaine connexion ici.',
    },
    sendCode: 'Le révoquer avec un code par e-mail',
    code: (email) => `Code à six chiffres envoyé à ${email}`,
    revoke: 'Révoquer le jeton',
    revoking: 'Révocation…',
    ended: (host) => `Le jeton est révoqué : ${host} ne l’accepte plus.`,
    session: (host) =>
      `${host} n’a pas terminé la session ; elle expire d’elle-même. Ses secrets ont disparu de cet ordinateur.`,
    theirs: (host) =>
      `Le jeton d’accès que vous avez collé est encore valable sur ${host}. Si rien d’autre ne l’utilise, révoquez-le là-bas : ouvrez votre profil, puis Tokens.`,
  },

  newPassphrase: {
    title: 'Choisissez une phrase secrète',
    intro:
      'Aucun trousseau de clés ne s’ouvre sur cet ordinateur : il n’y en a pas, il est verrouillé ou il n’a pas répondu. Une phrase secrète protège donc votre copie des dossiers.',
    askKeyring: 'Interroger à nouveau le trousseau de clés',
    noRecovery:
      'Elle ne peut pas être récupérée. Si vous l’oubliez, le travail pas encore envoyé est perdu avec elle.',
    passphrase: 'Phrase secrète',
    again: 'La même encore une fois',
    submit: 'Définir la phrase secrète',
    busy: 'Enregistrement…',
    differ: 'Les deux ne sont pas identiques.',
    differNext: 'Saisissez-les toutes les deux à nouveau.',
    tooShort: 'Il faut au moins 8 caractères.',
    tooShortNext: 'Quatre ou cinq mots au hasard sont faciles à retenir et difficiles à deviner.',
    strength: ['Trop courte', 'Faible : plus longue, c’est mieux', 'Correcte', 'Solide'],
  },

  stopped: {
    title: 'Satchel s’est arrêté',
    unknown: 'Quelque chose d’inattendu s’est produit.',
    unknownNext: 'Fermez Satchel et ouvrez-le de nouveau. Votre travail est gardé.',
  },
} satisfies Translation;
