import type { LlmAdapter, LlmRequest } from '../adapter.ts';
import type { PreparedSchema } from '../contracts.ts';
import type { LlmError } from '../errors.ts';
import type { LlmWarning, OutputMode } from '../types.ts';

/** What a model has turned out not to take, kept for the life of the process: it will not take it the next time either. */
interface Quirks {
  noTemperature: boolean;
  otherTokenField: boolean;
  /** As much as it can write. */
  outputLimit: number;
}

const known = new Map<string, Quirks>();

function quirksOf({ provider, endpoint, model }: LlmAdapter): Quirks {
  const key = JSON.stringify([provider, endpoint, model]);
  const quirks = known.get(key) ?? { noTemperature: false, otherTokenField: false, outputLimit: Infinity };
  known.set(key, quirks);
  return quirks;
}

export interface WaySettings {
  /** As the caller gave it: null is "never", undefined "as you like". */
  readonly temperature: number | null | undefined;
  readonly structuredOutput: 'auto' | OutputMode;
  /** As the caller gave it. */
  readonly maxOutputTokens: number | undefined;
}

/** One way to ask: what {@link Ways.mend} may change after a server said no to it. */
export interface Way {
  readonly mode: OutputMode;
  readonly temperature: number | undefined;
  readonly otherTokenField: boolean;
}

/**
 * How a model is asked, as far as it has shown what it takes. A ladder of ways to ask for JSON is gone down where the server does
 * not know a rung, for all requests of the run at once.
 */
export class Ways {
  readonly #adapter: LlmAdapter;
  readonly settings: WaySettings;
  readonly #modes: readonly OutputMode[];
  readonly #quirks: Quirks;
  #rung = 0;

  constructor(adapter: LlmAdapter, schema: PreparedSchema, settings: WaySettings) {
    this.#adapter = adapter;
    this.settings = settings;
    this.#modes = modesFor(adapter, schema, settings.structuredOutput);
    this.#quirks = quirksOf(adapter);
  }

  current(): Way {
    const { temperature = this.#adapter.defaultTemperature ?? (this.#adapter.defaultTemperature === null ? null : 0) } =
      this.settings;
    return {
      mode: this.#modes[this.#rung]!,
      temperature: temperature === null || this.#quirks.noTemperature ? undefined : temperature,
      otherTokenField: this.#quirks.otherTokenField,
    };
  }

  /** A limit of the output that the model can keep. */
  outputLimit(wanted: number | undefined): number | undefined {
    return wanted === undefined ? undefined : Math.min(wanted, this.#quirks.outputLimit);
  }

  /** What to tell the caller of the way that is gone now. */
  warnings(): LlmWarning[] {
    const { model } = this.#adapter;
    const { temperature, maxOutputTokens = 0 } = this.settings;
    const warnings: LlmWarning[] = [];
    if (this.#quirks.noTemperature && typeof temperature === 'number') {
      warnings.push({
        code: 'temperature_ignored',
        message: `The model ${model} takes no temperature; ${temperature} was not sent.`,
      });
    }
    const { outputLimit } = this.#quirks;
    if (maxOutputTokens > outputLimit) {
      warnings.push({
        code: 'output_limit_lowered',
        message: `The model ${model} writes at most ${outputLimit} tokens; ${maxOutputTokens} were not asked for.`,
      });
    }
    if (this.#rung > 0) {
      warnings.push({
        code: 'output_fallback',
        message: `The server did not take the output as ${this.#modes.slice(0, this.#rung).join(', ')}; it was asked for as ${this.#modes[this.#rung]}, and the answer checked here.`,
      });
    }
    return warnings;
  }

  /** Changes the way after a refusal of the request that went it; false where nothing can be changed. */
  mend(error: LlmError, way: Way, request: Pick<LlmRequest, 'maxOutputTokens'>): boolean {
    switch (error.remedy) {
      case 'drop_temperature':
        if (way.temperature === undefined) return false;
        this.#quirks.noTemperature = true;
        return true;
      case 'other_token_field':
        if (request.maxOutputTokens === undefined || way.otherTokenField !== this.#quirks.otherTokenField) {
          // Somebody else has changed it meanwhile: worth another try.
          return way.otherTokenField !== this.#quirks.otherTokenField;
        }
        if (way.otherTokenField) return false;
        this.#quirks.otherTokenField = true;
        return true;
      case 'lower_output_limit': {
        const { outputLimit = Infinity } = error;
        if (outputLimit >= (request.maxOutputTokens ?? 0)) return false;
        this.#quirks.outputLimit = Math.min(this.#quirks.outputLimit, outputLimit);
        return true;
      }
      case 'next_output_mode': {
        // Only who went the rung that is current takes all others along.
        const gone = this.#modes.indexOf(way.mode);
        if (gone < this.#rung) return true;
        if (gone + 1 >= this.#modes.length) return false;
        this.#rung = gone + 1;
        return true;
      }
      default:
        return false;
    }
  }
}

function modesFor(adapter: LlmAdapter, schema: PreparedSchema, wanted: 'auto' | OutputMode): readonly OutputMode[] {
  if (wanted !== 'auto') return [wanted];
  const all = adapter.outputModes ?? ['json_schema'];
  if (!schema.strict) {
    // Any object will do: JSON mode where there is one.
    const free = all.filter((mode) => mode === 'json_object' || mode === 'prompt');
    return free.length > 0 ? free : all;
  }
  if (schema.mode === 'json_schema') return all;
  // Too large for the strict mode: a tool takes it, and what it gives is checked here.
  return ['tool', ...all.filter((mode) => mode !== 'json_schema' && mode !== 'tool')];
}
