// The sentences about windows, the tray and links. A part of en.ts.

export const panes = {
  panes: {
    open: 'Open in its own window',
    copyLink: 'Copy a link to it',
    linkNotCopied: (link: string) => `The link could not be copied. It is ${link}`,
    linkCopied: 'Link copied. It opens the case in Satchel, for whoever may see it.',
    noLink: 'The server does not have this case yet; there is a link once it is sent.',
    title: 'On this desktop',
    closeToTray: 'Closing the window keeps Satchel in the tray',
    closeToTrayHint:
      'Syncing and alerts go on. Where your desktop has no tray, closing ends Satchel; starting it again always brings its window back.',
    autostart: 'Start with the desktop',
  },
};
