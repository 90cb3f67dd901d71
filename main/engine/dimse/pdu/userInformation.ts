import { eachItem, item, uint16, uint32, uint8 } from './bytes.ts';
import type { ByteReader } from './bytes.ts';
import type { ExtendedNegotiation, RoleSelection, UserIdentity, UserInformation } from './types.ts';

/** Sub-items of the user information (PS3.7 D.3.3). */
const items = {
  maxLength: 0x51,
  implementationClassUid: 0x52,
  operationsWindow: 0x53,
  role: 0x54,
  implementationVersionName: 0x55,
  extendedNegotiation: 0x56,
  userIdentity: 0x58,
  userIdentityResponse: 0x59,
} as const;

/** Two for each of 128 contexts, and some. */
const mostItems = 600;

/** User information that asks for nothing, to be completed. */
export function userInformation(
  given: Pick<UserInformation, 'maxLength'> & Partial<UserInformation>,
): UserInformation {
  return {
    implementationClassUid: '',
    implementationVersionName: '',
    operationsWindow: null,
    roles: [],
    extendedNegotiations: [],
    userIdentity: null,
    userIdentityResponse: null,
    ...given,
  };
}

/** Reads the content of a user information item. Sub-items that are unknown here are ignored (PS3.8 9.3.1). */
export function decodeUserInformation(content: ByteReader): UserInformation {
  const roles: RoleSelection[] = [];
  const extendedNegotiations: ExtendedNegotiation[] = [];
  const user = userInformation({ maxLength: 0, roles, extendedNegotiations });
  eachItem(content, 'the user information', mostItems, (type, sub) => {
    switch (type) {
      case items.maxLength:
        user.maxLength = sub.uint32();
        break;
      case items.implementationClassUid:
        user.implementationClassUid = sub.text(sub.left);
        break;
      case items.implementationVersionName:
        user.implementationVersionName = sub.text(sub.left);
        break;
      case items.operationsWindow:
        user.operationsWindow = { invoked: sub.uint16(), performed: sub.uint16() };
        break;
      case items.role:
        roles.push({ SOPClassUID: sub.text(sub.uint16()), scu: sub.uint8() === 1, scp: sub.uint8() === 1 });
        break;
      case items.extendedNegotiation:
        extendedNegotiations.push({ SOPClassUID: sub.text(sub.uint16()), information: copy(sub, sub.left) });
        break;
      case items.userIdentity:
        user.userIdentity = decodeIdentity(sub);
        break;
      case items.userIdentityResponse:
        user.userIdentityResponse = copy(sub, sub.uint16());
        break;
      default:
        break;
    }
  });
  return user;
}

function decodeIdentity(sub: ByteReader): UserIdentity {
  return {
    type: sub.uint8(),
    responseRequested: sub.uint8() === 1,
    primary: copy(sub, sub.uint16()),
    secondary: copy(sub, sub.uint16()),
  };
}

/** What is kept must not hold the whole PDU in memory. */
function copy(reader: ByteReader, count: number): Buffer {
  return Buffer.from(reader.take(count));
}

/** The item 0x50 with all that is set. */
export function encodeUserInformation(user: UserInformation): Buffer {
  const { operationsWindow, userIdentity, userIdentityResponse } = user;
  const parts = [
    item(items.maxLength, uint32(user.maxLength)),
    item(items.implementationClassUid, latin1(user.implementationClassUid)),
  ];
  if (operationsWindow !== null) {
    parts.push(
      item(items.operationsWindow, uint16(operationsWindow.invoked), uint16(operationsWindow.performed)),
    );
  }
  for (const { SOPClassUID, scu, scp } of user.roles) {
    parts.push(item(items.role, counted(latin1(SOPClassUID)), uint8(scu ? 1 : 0), uint8(scp ? 1 : 0)));
  }
  if (user.implementationVersionName !== '') {
    parts.push(item(items.implementationVersionName, latin1(user.implementationVersionName.slice(0, 16))));
  }
  for (const { SOPClassUID, information } of user.extendedNegotiations) {
    parts.push(item(items.extendedNegotiation, counted(latin1(SOPClassUID)), information));
  }
  if (userIdentity !== null) {
    const { type, responseRequested, primary, secondary } = userIdentity;
    const flags = [uint8(type), uint8(responseRequested ? 1 : 0)];
    parts.push(item(items.userIdentity, ...flags, counted(primary), counted(secondary)));
  }
  if (userIdentityResponse !== null) {
    parts.push(item(items.userIdentityResponse, counted(userIdentityResponse)));
  }
  return item(0x50, ...parts);
}

function latin1(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** Two bytes of length and the bytes. */
function counted(bytes: Buffer): Buffer {
  return Buffer.concat([uint16(bytes.length), bytes]);
}
