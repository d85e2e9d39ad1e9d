//! Phones as an app drives them.

use kith_ffi::{Kith, KithError, SecureStore, ShellError};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// Device secrets in memory.
#[derive(Default)]
pub struct Keys(Mutex<HashMap<String, Vec<u8>>>);

impl SecureStore for Keys {
    fn get(&self, name: String) -> Result<Option<Vec<u8>>, ShellError> {
        Ok(self.0.lock().unwrap().get(&name).cloned())
    }

    fn put(&self, name: String, secret: Vec<u8>) -> Result<(), ShellError> {
        self.0.lock().unwrap().insert(name, secret);
        Ok(())
    }
}

/// Waits for a future as an app does: on a thread that is none of the core's, with no runtime.
pub fn wait<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(future)
}

/// A folder, and the keys that belong to it.
pub struct Phone {
    pub home: tempfile::TempDir,
    pub keys: Arc<Keys>,
}

impl Phone {
    pub fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
            keys: Arc::default(),
        }
    }

    pub fn try_open(&self) -> Result<Arc<Kith>, KithError> {
        let home = self.home.path().to_str().unwrap().to_owned();
        wait(Kith::open(home, self.keys.clone(), None))
    }

    pub fn open(&self) -> Arc<Kith> {
        self.try_open().unwrap()
    }
}
