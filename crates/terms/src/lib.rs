//! Numbers, dates, deadlines and quantities of Chinese official prose
