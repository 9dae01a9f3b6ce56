// As what the cases of a question can be shown.
import type { Layout } from '../api';

export const layouts: readonly Layout[] = ['list', 'board', 'accounts'];
