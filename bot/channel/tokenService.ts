// The token service: the calls of its API that sign people in and out (TokenAPI 2.0, as in botframework-connector's tokenApi).
import type { Activity, SignInUrlResponse, TokenExchangeRequest, TokenResponse } from 'botbuilder';
import { UserTokenClient } from 'botframework-connector';
import * as v from 'valibot';
import { type CallService, ServiceAnswered } from './serviceCalls';

const Token = v.looseObject({ token: v.pipe(v.string(), v.nonEmpty()) });
const SignInResource = v.looseObject({ signInLink: v.pipe(v.string(), v.nonEmpty()) });

export class TokenService extends UserTokenClient {
  private readonly api: string;

  /** @param appId what the service knows the bot by */
  constructor(
    private readonly call: CallService,
    oAuthUrl: string,
    private readonly appId: string,
  ) {
    super();
    this.api = `${oAuthUrl.replace(/\/+$/, '')}/api`;
  }

  /** @returns nothing when the person is not signed in, which the service says by a 404 without a body */
  override async getUserToken(userId: string, connectionName: string, channelId: string, code: string) {
    const asked = { userId, connectionName, channelId, ...(code ? { code } : {}) };
    const url = this.url('usertoken/GetToken', asked);
    return shaped<TokenResponse>(Token, this.call({ method: 'GET', url }));
  }

  override async exchangeToken(
    userId: string,
    connectionName: string,
    channelId: string,
    body: TokenExchangeRequest,
  ) {
    const url = this.url('usertoken/exchange', { userId, connectionName, channelId });
    return shaped<TokenResponse>(Token, this.call({ method: 'POST', url, body }));
  }

  override async getSignInResource(connectionName: string, activity: Activity) {
    const state = UserTokenClient.createTokenExchangeState(this.appId, connectionName, activity);
    const url = this.url('botsignin/GetSignInResource', { state });
    return shaped<SignInUrlResponse>(SignInResource, this.call({ method: 'GET', url }), true);
  }

  override async signOutUser(userId: string, connectionName: string, channelId: string): Promise<void> {
    const url = this.url('usertoken/SignOut', { userId, connectionName, channelId });
    await none(this.call({ method: 'DELETE', url }));
  }

  // The bot never asks for the status of all tokens, nor for tokens of other resources.

  override getTokenStatus(): Promise<never> {
    throw new Error('This bot asks for no token status');
  }

  override getAadTokens(): Promise<never> {
    throw new Error('This bot asks for no other tokens');
  }

  private url(path: string, query: Record<string, string>): string {
    return `${this.api}/${path}?${new URLSearchParams(query)}`;
  }
}

/**
 * Waits for an answer and looks at the parts that somebody reads.
 * @param isNeeded whether no answer is a failure, too
 * @throws ServiceAnswered for an answer of another shape
 */
async function shaped<T>(schema: v.GenericSchema, answer: Promise<unknown>, isNeeded = false): Promise<T> {
  const given = await none(answer);
  if ((given !== undefined || isNeeded) && !v.is(schema, given))
    throw new ServiceAnswered('token service', 200);
  return given as T;
}

/** A 404 is how the service says that there is none. The SDK's types know no answer without a value; its prompt does. */
async function none<T>(answer: Promise<T | undefined>): Promise<T> {
  try {
    return (await answer) as T;
  } catch (error) {
    if (error instanceof ServiceAnswered && error.status === 404) return undefined as T;
    throw error;
  }
}
