import { Button } from '@mantine/core';
import { Link } from 'wouter';

interface WayToProps {
  href: string;
  /** What one does there. */
  label: string;
}

/** The next step is on another page. */
export function WayTo({ href, label }: WayToProps) {
  return (
    <Button component={Link} href={href} variant="default">
      {label}
    </Button>
  );
}
