// Starts the window. The engine answers the calls; in a development build `?fake` puts an engine in memory in its place
// (with ?theme=dark, ?cases=100000, ?phase=signIn ... to look at things).
import { mount } from 'svelte';
import App from './App.svelte';
import { engine } from './api';
import './look/tokens.css';
import './look/base.css';
import type { Api } from './api';

async function chooseApi(): Promise<Api> {
  if (import.meta.env.MODE !== 'production' && new URLSearchParams(location.search).has('fake')) {
    const { fakeFromAddress } = await import('./api/fakeFromAddress');
    return fakeFromAddress(location.search);
  }
  return engine;
}

const target = document.getElementById('app');
if (target) void chooseApi().then((api) => mount(App, { target, props: { api } }));
