// The saved views of the fake engine. Like the engine it refuses a name twice, and puts a deleted view back under its id.
import { ApiError } from './index';
import type { Api } from './index';
import type * as b from './bindings';

type Saved = Pick<Api, 'savedViews' | 'saveView' | 'arrangeSavedViews' | 'deleteSavedView'>;

export function fakeSaved(told: () => void): Saved {
  let views: b.SavedView[] = [];
  let nextId = 1;
  return {
    savedViews: async () => structuredClone(views),
    saveView: async (id, typed, question) => {
      const name = typed.trim();
      const twin = views.find((one) => one.name.toLowerCase() === name.toLowerCase());
      if (name === '' || (twin && twin.id !== id))
        throw new ApiError({
          code: 'invalid',
          message: `There is a view named “${name}” already.`,
          next: 'Choose another name.',
        });
      const view = { id: id ?? `view-${nextId++}`, name, question };
      const known = views.some((one) => one.id === view.id);
      views = known ? views.map((one) => (one.id === view.id ? view : one)) : [...views, view];
      told();
      return view.id;
    },
    arrangeSavedViews: async (ids) => {
      const place = (view: b.SavedView): number =>
        ids.includes(view.id) ? ids.indexOf(view.id) : ids.length;
      views = [...views].sort((x, y) => place(x) - place(y));
      told();
    },
    deleteSavedView: async (id) => {
      views = views.filter((one) => one.id !== id);
      told();
    },
  };
}
