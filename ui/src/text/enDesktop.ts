// The sentences about the desktop around the window. A part of en.ts, gathered from files of its own.
import { carry } from './enCarry';
import { diary } from './enDiary';
import { looks } from './enLook';
import { managed } from './enManaged';
import { panes } from './enPanes';
import { way } from './enWay';

export const desktop = { ...carry, ...diary, ...looks, ...managed, ...panes, ...way };
