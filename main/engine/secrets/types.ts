import type { SecretPlace, SecretsReply } from '../../../contract/index.ts';

/** The key store of the system, as far as this engine reaches it. */
export interface Cipher {
  /** As it names itself; null where there is none. @throws where that is not answered */
  name(): Promise<string | null>;
  /** @returns base64; @throws where the key store does not answer */
  encrypt(text: string): Promise<string>;
  /** @throws where the text was encrypted by another user, or on another machine */
  decrypt(text: string): Promise<string>;
}

/** Passwords and tokens of a data home, by name. */
export interface Secrets {
  /**
   * A text, sealed or not, as a file may hold it: encrypted where secrets are kept with the key store, else as it is.
   * @throws EngineError `secret-unreadable`
   */
  seal(text: string): Promise<string>;
  /** A sealed text as it was; any other as it is. @throws EngineError `secret-unreadable` */
  unseal(text: string): Promise<string>;
  /** Null where none of that name is kept. @throws EngineError `secret-unreadable` */
  get(name: string): Promise<string | null>;
  /** True where one of that name is kept, whether or not it can be read. */
  has(name: string): boolean;
  /** Keeps one, in place of the one of that name. @throws EngineError `disk-failed`, `secret-unreadable` */
  set(name: string, value: string): Promise<void>;
  /** Forgets one; none of that name is no error. */
  remove(name: string): Promise<void>;
  /** Forgets all whose names begin so. */
  removeAll(prefix: string): Promise<void>;
  /** All of them, without what is kept. */
  list(): Promise<SecretsReply>;
  /** Chooses where secrets are kept, and moves those that are there. */
  move(place: SecretPlace | null): Promise<SecretsReply>;
}
