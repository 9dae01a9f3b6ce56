// Signing in, step by step: the address, a way in, perhaps an organization. Keeps what was typed, so that going back
// loses nothing; asks the engine, one thing at a time; says where an error belongs. The markup is in the components.
import { asApiError } from '../api';
import { t } from '../text';
import { placeOf } from './errorPlace';
import { codeDigits, codeLength, looksLikeEmail } from './typed';
import type { Api, AppError, Named, SignedIn, Way } from '../api';
import type { Field, Place } from './errorPlace';

export type Step = 'address' | 'way' | 'choose';
type Doing = 'asking' | 'sending' | 'entering';
type Asked = { origin: string; email: string; at: number };

export class Dialogue {
  server = $state('');
  email = $state('');
  password = $state('');
  code = $state('');
  token = $state('');
  organization = $state('');
  organizationShown = $state(false);

  step = $state.raw<Step>('address');
  /** What the server at `origin` offers, the easiest first. */
  ways = $state.raw<Way[]>([]);
  way = $state.raw<Way>('token');
  organizations = $state.raw<Named[]>([]);
  /** Which organization the person chose, while the server is asked. */
  chosen = $state.raw<string | null>(null);
  doing = $state.raw<Doing | null>(null);
  /** The address that was asked, whatever is typed there since. */
  origin = $state.raw('');
  failure = $state.raw<{ place: Place; error: AppError } | null>(null);
  asked = $state.raw<Asked | null>(null);
  /** A code for the e-mail address in the field is on its way. */
  codeIsAsked = $derived(this.asked?.origin === this.origin && this.asked.email === this.email.trim());

  #turn = 0;
  #api: Api;
  #ondone: () => void;

  constructor(api: Api, ondone: () => void) {
    this.#api = api;
    this.#ondone = ondone;
  }

  errorAt(place: Place): AppError | null {
    return this.failure?.place === place ? this.failure.error : null;
  }

  async askServer(): Promise<void> {
    const server = this.server.trim();
    if (server === '') return this.#missing('server', t.signIn.missing.server);
    await this.#ask(
      'asking',
      () => 'server',
      () => this.#api.signInOffers(server),
      (ways) => {
        this.origin = server;
        this.ways = ways;
        this.way = ways[0] ?? 'token';
        this.step = 'way';
      },
    );
  }

  async sendCode(): Promise<void> {
    if (!looksLikeEmail(this.email)) return this.#missing('email', t.signIn.missing.email);
    const email = this.email.trim();
    await this.#ask(
      'sending',
      (error) => placeOf(error.code, 'email'),
      () => this.#api.requestCode(this.origin, email),
      () => {
        this.code = '';
        this.asked = { origin: this.origin, email, at: Date.now() };
      },
    );
  }

  /** Takes what was typed or pasted as a code; a whole one is sent at once. */
  async typeCode(typed: string): Promise<void> {
    const before = this.code;
    this.code = codeDigits(typed);
    if (this.code.length === codeLength && this.code !== before) await this.enterWithCode();
  }

  async enterWithCode(): Promise<void> {
    const { origin, code } = this;
    if (code.length !== codeLength) return this.#missing('code', t.signIn.missing.code);
    await this.#enter('code', () => this.#api.signInWithCode(origin, this.email.trim(), code));
  }

  async enterWithPassword(): Promise<void> {
    const { origin, password } = this;
    if (!looksLikeEmail(this.email)) return this.#missing('email', t.signIn.missing.email);
    if (password === '') return this.#missing('password', t.signIn.missing.password);
    await this.#enter('password', () => this.#api.signInWithPassword(origin, this.email.trim(), password));
  }

  async enterWithToken(): Promise<void> {
    const server = this.origin;
    const token = this.token.trim();
    if (token === '') return this.#missing('token', t.signIn.missing.token);
    const organization = this.organization.trim() || null;
    await this.#enter('token', async () => {
      await this.#api.signIn({ server, token, organization });
      return { kind: 'in' };
    });
  }

  async choose(organization: string): Promise<void> {
    if (this.doing !== null) return;
    this.chosen = organization;
    await this.#enter('form', () => this.#api.chooseOrganization(organization));
    this.chosen = null;
  }

  useWay(way: Way): void {
    if (this.way === way) return;
    this.#leave();
    this.way = way;
  }

  changeServer(): void {
    this.#leave();
    this.step = 'address';
  }

  backToWays(): void {
    this.#leave();
    this.step = 'way';
  }

  /** The address is being changed: what is still being asked no longer matters. */
  serverTyped(): void {
    if (this.doing !== null) this.#leave();
  }

  async #enter(field: Field | 'form', call: () => Promise<SignedIn>): Promise<void> {
    await this.#ask(
      'entering',
      ({ code }) => placeOf(code, this.#judged(field, code)),
      async () => {
        const led = await call();
        // In is in, even if the person has gone elsewhere in this form meanwhile.
        if (led.kind === 'in') this.#done();
        return led;
      },
      (led) => {
        if (led.kind === 'in') return;
        this.organizations = led.organizations;
        this.step = 'choose';
      },
    );
  }

  #judged(field: Field | 'form', code: AppError['code']): Field | 'form' {
    if (field !== 'token') return field;
    // A token is not typed wrong before the server was asked: what is missing is the organization.
    if (code === 'invalid') this.organizationShown = true;
    return this.organizationShown && (code === 'invalid' || code === 'denied') ? 'organization' : field;
  }

  /** One thing at a time. An answer that comes after the person went elsewhere is not shown. */
  async #ask<T>(
    doing: Doing,
    place: (error: AppError) => Place,
    call: () => Promise<T>,
    then: (answer: T) => void,
  ): Promise<void> {
    if (this.doing !== null) return;
    const turn = ++this.#turn;
    this.doing = doing;
    this.failure = null;
    try {
      const answer = await call();
      if (turn === this.#turn) then(answer);
    } catch (thrown) {
      const { code, message, next } = asApiError(thrown);
      const error = { code, message, next };
      if (turn === this.#turn) this.failure = { place: place(error), error };
    } finally {
      if (turn === this.#turn) this.doing = null;
    }
  }

  #missing(place: Place, [message, next]: readonly [string, string]): void {
    if (this.doing === null) this.failure = { place, error: { code: 'invalid', message, next } };
  }

  #leave(): void {
    this.#turn += 1;
    this.doing = null;
    this.failure = null;
  }

  #done(): void {
    this.password = '';
    this.code = '';
    this.token = '';
    this.#ondone();
  }
}
