import type { FormField } from '@unifex/core';
import { isHidden, type AnnotationData } from './annotation-data.ts';
import { toPageBox, type PageFrame } from './to-page-box.ts';

/** A widget annotation as a form field. A field of several widgets (radio buttons) gives one entry for each. */
export function toFormField(data: AnnotationData, page: number, frame: PageFrame): FormField {
  const type = fieldType(data);
  const field: FormField = {
    name: data.fieldName ?? '',
    type,
    bbox: toPageBox(data.rect, frame),
    value: fieldValue(data, type),
    page,
  };
  const exportValue = type === 'checkbox' ? data.exportValue : type === 'radio' ? data.buttonValue : undefined;
  if (exportValue) field.exportValue = exportValue;
  if (type === 'choice') {
    field.options = (data.options ?? []).map(({ exportValue: value, displayValue }) => ({
      label: displayValue ?? value ?? '',
      value: value ?? displayValue ?? '',
    }));
  }
  if (data.readOnly) field.readOnly = true;
  if (data.required) field.required = true;
  if (data.multiLine) field.multiline = true;
  if (data.multiSelect) field.multiSelect = true;
  if (isHidden(data)) field.hidden = true;
  if (data.alternativeText) field.label = data.alternativeText;
  return field;
}

function fieldType(data: AnnotationData): FormField['type'] {
  switch (data.fieldType) {
    case 'Tx':
      return 'text';
    case 'Ch':
      return 'choice';
    case 'Sig':
      return 'signature';
    default:
      return data.checkBox ? 'checkbox' : data.radioButton ? 'radio' : 'button';
  }
}

function fieldValue(data: AnnotationData, type: FormField['type']): FormField['value'] {
  const value = data.fieldValue;
  switch (type) {
    case 'text':
      return typeof value === 'string' ? value : null;
    case 'checkbox':
      return typeof value === 'string' && value !== 'Off' ? value : false;
    case 'radio':
      return typeof value === 'string' && value !== 'Off' && value === data.buttonValue ? value : false;
    case 'choice': {
      const chosen = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
      return data.multiSelect ? chosen : (chosen[0] ?? null);
    }
    default:
      return null;
  }
}
