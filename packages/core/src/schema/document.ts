import { z } from 'zod';
import type {
  Attachment,
  Document,
  DocumentMetadata,
  Encryption,
  OutlineItem,
  Signature,
  SignatureCertificate,
  SignatureIntegrity,
  SourceInfo,
} from '../model.ts';
import { count } from './basics.ts';
import { exactly, type SchemaOf } from './exactly.ts';
import { pageSchema } from './page.ts';

export const outlineItemSchema: SchemaOf<OutlineItem> = exactly<OutlineItem>()(
  z.object({
    title: z.string(),
    page: count.exactOptional(),
    // May lie above the page or below it: files say what they like.
    top: z.number().exactOptional(),
    destination: z.string().exactOptional(),
    url: z.string().exactOptional(),
    unsafeUrl: z.string().exactOptional(),
    bold: z.boolean().exactOptional(),
    italic: z.boolean().exactOptional(),
    children: z.array(z.lazy(() => outlineItemSchema)),
  }),
);

export const attachmentSchema: SchemaOf<Attachment> = exactly<Attachment>()(
  z.object({
    name: z.string(),
    description: z.string().exactOptional(),
    size: count,
    mediaType: z.string().exactOptional(),
  }),
);

export const signatureCertificateSchema: SchemaOf<SignatureCertificate> = exactly<SignatureCertificate>()(
  z.object({
    subject: z.string(),
    issuer: z.string(),
    serialNumber: z.string(),
    validFrom: z.string(),
    validTo: z.string(),
  }),
);

export const signatureIntegritySchema: SchemaOf<SignatureIntegrity> = exactly<SignatureIntegrity>()(
  z.enum(['intact', 'altered', 'unknown']),
);

export const signatureSchema: SchemaOf<Signature> = exactly<Signature>()(
  z.object({
    fieldName: z.string(),
    signer: z.string().exactOptional(),
    signedAt: z.string().exactOptional(),
    reason: z.string().exactOptional(),
    location: z.string().exactOptional(),
    contact: z.string().exactOptional(),
    format: z.string().exactOptional(),
    // As the file has it, which may be nonsense.
    byteRange: z.array(z.number()),
    coversWholeFile: z.boolean(),
    certificate: signatureCertificateSchema.exactOptional(),
    integrity: signatureIntegritySchema.exactOptional(),
  }),
);

export const encryptionSchema: SchemaOf<Encryption> = exactly<Encryption>()(
  z.object({
    encrypted: z.boolean(),
    permissions: z.array(z.string()).exactOptional(),
    openedWith: z.enum(['user', 'owner']).exactOptional(),
    algorithm: z.string().exactOptional(),
  }),
);

export const documentMetadataSchema: SchemaOf<DocumentMetadata> = exactly<DocumentMetadata>()(
  z.object({
    pageCount: count,
    title: z.string().exactOptional(),
    author: z.string().exactOptional(),
    subject: z.string().exactOptional(),
    keywords: z.string().exactOptional(),
    creator: z.string().exactOptional(),
    producer: z.string().exactOptional(),
    createdAt: z.string().exactOptional(),
    modifiedAt: z.string().exactOptional(),
    formatVersion: z.string().exactOptional(),
    language: z.string().exactOptional(),
    tagged: z.boolean().exactOptional(),
    linearized: z.boolean().exactOptional(),
    forms: z.array(z.enum(['acroform', 'xfa'])).exactOptional(),
    encryption: encryptionSchema.exactOptional(),
    custom: z.record(z.string(), z.string()).exactOptional(),
    xmp: z
      .record(
        z.string(),
        z.union([z.string(), z.array(z.string())], {
          error: 'text, or a list of texts',
        }),
      )
      .exactOptional(),
    pageLabels: z.array(z.string()).exactOptional(),
    attachments: z.array(attachmentSchema).exactOptional(),
    signatures: z.array(signatureSchema).exactOptional(),
    warnings: z.array(z.string()).exactOptional(),
  }),
);

export const sourceInfoSchema: SchemaOf<SourceInfo> = exactly<SourceInfo>()(
  z.object({
    uri: z.string().exactOptional(),
    name: z.string().exactOptional(),
    mediaType: z.string(),
    size: count,
  }),
);

export const documentSchema: SchemaOf<Document> = exactly<Document>()(
  z.object({
    source: sourceInfoSchema,
    pages: z.array(pageSchema),
    metadata: documentMetadataSchema,
    outline: z.array(outlineItemSchema).exactOptional(),
  }),
);
