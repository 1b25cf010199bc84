import type { ReactNode } from "react";

interface CardProps {
  icon: ReactNode;
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}

export function Card({ icon, title, actions, children }: CardProps) {
  return (
    <section aria-label={title} className="rounded-lg border border-line bg-surface">
      <header className="flex h-10 items-center gap-2 pr-1.5 pl-3 [&>svg]:size-4 [&>svg]:text-muted">
        {icon}
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        {actions}
      </header>
      <div className="border-t border-line p-3">{children}</div>
    </section>
  );
}
