/** Port: one value that is kept between starts. */
export interface Memory<T> {
  read(): T;
  write(value: T): Promise<void>;
}
