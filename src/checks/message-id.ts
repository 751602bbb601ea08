import type { Profile } from '../requirements/profile.js';

/** What a `message_id` looks like under a profile. */
export function messageIdForm({ options }: Profile): RegExp {
  switch (options.messageIdForm) {
    case 'eml':
      return /^eml_[a-z0-9]{24}$/;
    case 'uuid':
      return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  }
}
