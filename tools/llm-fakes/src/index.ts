export { FAKE_KEY, startFakeLlm, type FakeLlm } from './fake-llm.ts';
export type { FakeLlmOptions } from './fake-llm-options.ts';
export { imageInfo, type ImageInfo } from './media/image-size.ts';
export type { ImagePart, PdfPart } from './media/media-part.ts';
export type { CompatibleAbilities, FakeUsage, ModelAnswer } from './protocols/protocol.ts';
export type { RateLimit } from './rate-window.ts';
export type {
  AcceptedRequest,
  FakeRequest,
  FakeTurn,
  ProtocolName,
  Structured,
  UnderstoodRequest,
} from './request/fake-request.ts';
export { checkAnthropicSchema } from './schema/anthropic-rules.ts';
export { checkGoogleSchema } from './schema/google-rules.ts';
export { checkOpenAiSchema } from './schema/openai-rules.ts';
export { SchemaProblem } from './schema/walk.ts';
export { say, type Step } from './script.ts';
export { VendorError, type FailureKind, type RetryAfter } from './vendor-error.ts';
