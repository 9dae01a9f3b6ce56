// What is wrong on purpose on the demo's server, and the words for it. The switches themselves are in the shell; a fault
// for the next request only is off once it struck, so this asks again whenever something may have happened.
import { t } from '../text';
import type { Api, Fault, FaultLab, FaultRate, LabWish, Rate } from '../api';

/** Faults that strike what is sent: it takes effect, and the answer lies about it or never comes. */
export const sendingFaults: Fault[] = ['replyLost', 'reset', 'errorAfter', 'repeated'];
/** Faults that strike any request. */
export const anyFaults: Fault[] = [
  'requestLost',
  'errorBefore',
  'tooManyRequests',
  'captivePortal',
  'truncated',
  'slowBody',
];
export const rates: Rate[] = ['off', 'next', { percent: 10 }, { percent: 50 }, { percent: 100 }];
export const latencies = [0, 200, 800, 3000];
/** Bytes a second. */
export const bandwidths = [null, 64_000, 16_000, 4_000];
export const clockAhead = 10;

const wireless: FaultLab = {
  faults: [],
  latencyMs: 0,
  bandwidth: null,
  clockMinutes: 0,
  tokenRevoked: false,
  did: null,
};

export class Lab {
  state = $state.raw<FaultLab>(wireless);
  readonly on = $derived(onNow(this.state));
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async read(): Promise<void> {
    this.state = await this.#api.faultLab();
  }

  async wish(wish: LabWish): Promise<void> {
    this.state = await this.#api.changeFaultLab(wish);
  }

  rate(fault: Fault): Rate {
    return this.state.faults.find((one) => one.fault === fault)?.rate ?? 'off';
  }
}

/** A rate as the value of a choice. */
export function rateValue(rate: Rate): string {
  return typeof rate === 'string' ? rate : String(rate.percent);
}

export function rateOf(value: string): Rate {
  return value === 'off' || value === 'next' ? value : { percent: Number(value) };
}

/** One phrase for each thing that is wrong. */
function onNow(state: FaultLab): string[] {
  const phrase = ({ fault, rate }: FaultRate): string => t.lab.oneOn(t.lab.faults[fault], rate);
  const isOn = ({ fault, rate }: FaultRate): boolean =>
    rate !== 'off' && !(fault === 'tokenRevoked' && state.tokenRevoked);
  const on = state.faults.filter(isOn).map(phrase);
  if (state.tokenRevoked) on.push(t.lab.tokenIsRevoked);
  if (state.latencyMs > 0) on.push(t.lab.latencyOn(state.latencyMs));
  if (state.bandwidth !== null) on.push(t.lab.bandwidthOn(state.bandwidth));
  if (state.clockMinutes !== 0) on.push(t.lab.clockOn(state.clockMinutes));
  return on;
}
