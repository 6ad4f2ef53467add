import type { ImagePart, PdfPart } from '../media/media-part.ts';

export type ProtocolName = 'openai-chat' | 'openai-responses' | 'azure-openai' | 'compatible' | 'anthropic' | 'google';

/** One turn of the conversation, whatever the vendor calls its roles. */
export interface FakeTurn {
  readonly role: 'user' | 'assistant';
  /** The text parts, one a line. */
  readonly text: string;
  readonly images: readonly ImagePart[];
  readonly pdfs: readonly PdfPart[];
  /** What kind of part each was, in order: shows whether the stable text comes before the page. */
  readonly order: readonly ('text' | 'image' | 'pdf')[];
}

/** How the answer is to be shaped. */
export type Structured = 'json_schema' | 'json_object' | 'tool' | 'none';

/** What every protocol's request says, once it has been read and found acceptable. */
export interface UnderstoodRequest {
  readonly model: string;
  readonly system: string;
  readonly turns: readonly FakeTurn[];
  readonly structured: Structured;
  readonly schema?: Readonly<Record<string, unknown>>;
  readonly toolName?: string;
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
}

/** An HTTP request as it came. Header names are in lower case. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly bodyBytes: number;
}

/** A recorded request that was acceptable. */
export type AcceptedRequest = FakeRequest & { readonly understood: UnderstoodRequest };

/** One recorded request. */
export interface FakeRequest extends HttpCall {
  /** 0 for the first request that arrived. */
  readonly index: number;
  readonly protocol: ProtocolName;
  /** What it asked, when it was acceptable. */
  readonly understood?: UnderstoodRequest;
  /** When it arrived, in milliseconds of `performance.now()`. */
  readonly arrivedAt: number;
  /** How many requests were in flight when it arrived, with this one. */
  readonly inFlight: number;
  /** The status that was answered; undefined while it is open, hangs or was reset. */
  status?: number;
  /** Why the vendor refused, in the vendor's words. */
  complaint?: string;
  /** The client went away before the answer was complete. */
  abandoned: boolean;
}
